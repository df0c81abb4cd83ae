from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "wortel.channels"
    label = "wortel_channels"
