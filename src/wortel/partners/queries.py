from wortel.partners.models import Partner


def find_partner(name: str) -> Partner | None:
    return Partner.objects.filter(name=name).first()
