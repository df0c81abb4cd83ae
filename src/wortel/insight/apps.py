from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

COLLEAGUES = frozenset({"agent", "lead", "manager", "quality", "admin", "auditor"})


class InsightConfig(AppConfig):
    name = "wortel.insight"

    def ready(self) -> None:
        from wortel.ui.menu import Item, register

        register(Item(label=_("Home"), icon="house", url_name="home", group="top", key="g h", on_phone=True))
        register(
            Item(
                label=_("Insight"),
                icon="chart-column",
                url_name="insight",
                group="learn",
                order=20,
                key="g a",
                on_phone=True,
                roles=COLLEAGUES,
            )
        )
        register(
            Item(
                label=_("Partners"),
                icon="truck",
                url_name="partners",
                group="learn",
                order=40,
                roles=COLLEAGUES | {"partner"},
            )
        )
        register(
            Item(
                label=_("Ledger"),
                icon="receipt-text",
                url_name="ledger",
                group="learn",
                order=30,
                key="g d",
                roles=COLLEAGUES,
            )
        )
