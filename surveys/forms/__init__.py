"""What those who run surveys are asked."""
