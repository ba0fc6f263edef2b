# The two commands a newcomer needs; everything else is ./portal --help.
.PHONY: demo test
demo:
	./portal demo

test:
	./portal test
