"""Press releases and news, and the people who asked to be told of them by e-mail."""

from newsroom.models.news import NewsCorrection, NewsItem
from newsroom.models.subscriber import Mailing, Subscriber, Told

__all__ = ["Mailing", "NewsCorrection", "NewsItem", "Subscriber", "Told"]
