from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProblemsConfig(AppConfig):
    name = "wortel.problems"

    def ready(self) -> None:
        from wortel.problems.menu import count_open, list_places
        from wortel.ui import menu

        menu.register(
            menu.Item(
                label=_("Causes"),
                icon="sprout",
                url_name="problems",
                group="learn",
                order=10,
                key="g o",
                count=count_open,
                children=list_places,
                is_hot=True,
                on_phone=True,
                roles=frozenset({"agent", "lead", "manager", "quality", "owner", "partner", "admin", "auditor"}),
            )
        )
        menu.register(
            menu.Item(
                label=_("Report"), icon="eye", url_name="sightings", group="learn", order=15, on_phone=True, roles=SEERS
            )
        )
        menu.register(
            menu.Item(
                label=_("My reports"),
                icon="bell",
                url_name="reports",
                group="learn",
                order=40,
                key="g r",
                roles=COLLEAGUES,
            )
        )
        menu.register(
            menu.Item(
                label=_("Processes"), icon="map-pin", url_name="processes", group="end", order=50, roles=REGISTRARS
            )
        )


COLLEAGUES = frozenset({"agent", "lead", "manager", "quality", "admin", "auditor"})
SEERS = frozenset({"shop", "partner", "owner"})
REGISTRARS = frozenset({"lead", "manager", "quality", "admin", "auditor"})
