from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "wortel.desk"

    def ready(self) -> None:
        from wortel.desk.menu import count_waiting, list_views
        from wortel.ui import menu

        menu.register(
            menu.Item(
                label=_("Inbox"),
                icon="inbox",
                url_name="inbox",
                group="help",
                order=10,
                key="g i",
                count=count_waiting,
                children=list_views,
                on_phone=True,
                roles=COLLEAGUES,
            )
        )
        menu.register(
            menu.Item(
                label=_("Customers"),
                icon="users",
                url_name="customers",
                group="help",
                order=20,
                key="g k",
                roles=COLLEAGUES,
            )
        )
        menu.register(
            menu.Item(
                label=_("Knowledge"),
                icon="book-open",
                url_name="knowledge",
                group="help",
                order=30,
                key="g n",
                roles=COLLEAGUES,
            )
        )
        menu.register(
            menu.Item(
                label=_("Settings"), icon="sliders-horizontal", url_name="settings", group="end", order=90, key="g s"
            )
        )


COLLEAGUES = frozenset({"agent", "lead", "manager", "quality", "admin", "auditor"})
