"""What the law calls special is seen in both languages; what only sounds like it is not."""

import pytest

from wortel.analysis.special import is_special


@pytest.mark.parametrize(
    "text",
    [
        "Ik lig in het ziekenhuis, kunnen jullie later bezorgen?",
        "Mijn man is gisteren opgenomen, dus er was niemand thuis.",
        "Door mijn chemo kan ik niet naar een afhaalpunt.",
        "Ik ben zwanger en kan niet tillen.",
        "Ik zit in een rolstoel, de bezorger zette hem beneden neer.",
        "Mijn moeder is dementerend en heeft dit niet besteld.",
        "Ik heb een burn-out en kan dit er niet bij hebben.",
        "Op zaterdag mag ik van mijn geloof niets aannemen.",
        "Wij zijn joods en bestelden dit voor het feest.",
        "Ik ben lid van de vakbond en heb dit nagevraagd.",
        "Word ik zo behandeld om mijn afkomst?",
        "Ik ben lesbisch, zet er niet weer de heer op.",
        "Door mijn strafblad krijg ik geen krediet.",
        "I was in hospital when the parcel came.",
        "She is seriously ill and cannot come to the door.",
        "I had a stroke last month and cannot lift it.",
        "My religion does not allow this.",
        "Wij zijn christen en bestellen niet op zondag.",
        "As a trade union we ordered forty of them.",
    ],
)
def test_health_belief_union_origin_orientation_and_record_are_seen(text: str) -> None:
    assert is_special(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ik word hier ziek van, al drie weken wachten.",
        "Ik geloof dat de factuur niet klopt.",
        "De bank is goed bevallen, maar er ontbreekt een poot.",
        "De kleur van de kast is anders dan op de foto.",
        "Ik ben blind van woede.",
        "Wat een kankerzooi is het bij jullie.",
        "I am sick of waiting for this sofa.",
        "Please inform Ms. Hook that her order is late.",
        "I believe the invoice is wrong.",
        "Kind regards,\nChristian Parkinson",
    ],
)
def test_what_only_sounds_like_it_is_not(text: str) -> None:
    assert not is_special(text)
