"""Is a reproach put in polite dress?"""

from wortel.analysis.language.cues import Cue, cue

PASSIVE_AGGRESSIVE: tuple[Cue, ...] = (
    cue(
        "passive_aggressive",
        (
            r"\b(?:zoals|wat) (?:ik|wij|we) (?:\w+ ){0,3}(?:al|eerder|meerdere keren|meermaals|vorige|uitvoerig|"
            r"duidelijk) (?:\w+ ){0,4}(?:zei\w*|zeg\w*|schre\w*|uitleg\w*|uitgelegd|vertel\w*|aangaf|aangegeven|"
            r"gezegd|gemeld|geschreven)\b"
        ),
        (
            r"\b(?:zoals|wat) (?:ik|wij|we) (?:u|je|jullie|in) .{0,40}\b(?:al|eerder|meerdere keren|meermaals|"
            r"vorige)\b.{0,40}\b(?:uitgelegd|verteld|gezegd|aangegeven|geschreven|gemeld|schreef)\b"
        ),
        (
            r"\bas (?:i|we) (?:have )?(?:already|previously|repeatedly|clearly) (?:said|told|explained|wrote|"
            r"mentioned|stated)\b"
        ),
        (
            r"\bas (?:i|we) (?:have |'ve )?(?:said|told|explained|written|stated)\b.{0,30}\b(?:several|many|"
            r"multiple|numerous|countless|already|repeatedly|times|before)\b"
        ),
        r"\b(?:as )?per my (?:last|previous|earlier)\b",
        (
            r"\b(?:zoals|as) (?:u|je|jij|you) (?:zelf |ook |toch )*(?:had|have|could have|kon|kunt|can|would have|"
            r"zou)\b.{0,25}\b(?:lezen|weten|gelezen|zien|read|know|known|see|seen|yourself)\b"
        ),
        r"\bals (?:u|je) .{0,40}\bhad (?:gelezen|bekeken|geluisterd|gekeken)\b",
        r"\bhad (?:u|je|you) .{0,40}\b(?:gelezen|read)\b.{0,60}\b(?:hoeven|vragen|need|have to|ask|known|weten)\b",
        r"\bif you had (?:actually |only |bothered |simply )*(?:read|listened|looked)\b",
        (
            r"\b(?:misschien|wellicht|hopelijk|perhaps|maybe|hopefully|hope|hoop)\b.{0,30}\b(?:deze keer|nu eens|"
            r"dit keer|ditmaal|this time|for once)\b"
        ),
        (
            r"\b(?:nogmaals|once again|again|for the last time|voor de (?:aller)?laatste keer)\b"
            r".{0,25}\b(?:voor de (?:aller)?laatste keer|for the last time)\b"
        ),
        r"\bvoor de (?:aller)?laatste keer\b",
        r"\bfor the last time\b",
        r"\bgemakshalve\b",
        r"\bik (?:ga|neem) (?:er |maar )*(?:van uit|aan) dat (?:u|je) .{0,50}\b(?:niet|nooit|druk)\b",
        r"\bi(?:'ll| will)? (?:just )?assume (?:that )?you (?:did not|didn't|have not|haven't|never)\b",
        r"\b(?:niet de moeite (?:neemt|genomen)|did not bother|didn't bother|couldn't be bothered|can't be bothered)\b",
        r"\bsucces (?:ermee|verder|met (?:zoeken|uw|je))\b|\bgood luck (?:with that|searching|finding|trying)\b",
        (
            r"\b(?:u bent|you must be|you are|jij bent) (?:vast |zeker |probably |clearly )?(?:de enige|"
            r"the only (?:one|person))\b"
        ),
        (
            r"\b(?:een kind|a child|kleuter|six year old|five year old|kind van (?:\w+)) .{0,30}\b(?:snapt|begrijpt|"
            r"kan|would|could|understands?)\b"
        ),
        r"\b(?:zelfs|even) (?:een kind|a child)\b",
        r"\b(?:langzaam|slowly)\b.{0,20}\b(?:uitleggen|keer|one more time|explain|again)\b",
        r"\b(?:uitleggen|explain)\b.{0,20}\b(?:langzaam|slowly)\b",
        (
            r"\b(?:als|if) (?:u|je|you) (?:het |it |think you can |could )*.{0,15}\b(?:dan wel|deze keer|"
            r"this time)\b.{0,15}(?:begrijpt|snapt|follow|understand|$|\.)"
        ),
        r"\bals het niet te veel (?:moeite|gevraagd) is\b",
        r"\bif it(?:'s| is) not too much (?:trouble|to ask)\b",
        r"\btoo much to ask\b",
        r"\bte veel verwachten\b",
        r"\bte veel gevraagd\b",
        (
            r"\b(?:ook eens|eindelijk eens|finally|even) .{0,10}(?:de moeite (?:neemt|nemen)|de tijd (?:vindt|"
            r"neemt)|found (?:the|some) time|bothered to|got round to|decided to)\b"
        ),
        r"\bde moeite (?:neemt|nemen) om te (?:reageren|antwoorden)\b",
        r"\b(?:verandert|changes?) .{0,20}\b(?:niets|niks|nothing)\b",
        r"\bfijn voor u\b",
        r"\bgood for you\b",
        r"\bwhatever you (?:say|think)\b",
        r"\bals u dat (?:zo )?(?:vindt|wilt geloven)\b",
        (
            r"\b(?:wist|besefte|didn't|did not|had geen idee).{0,20}\b(?:niet dat|realise|realize|know|dat)"
            r".{0,40}\b(?:zo|such|so) (?:ingewikkeld|moeilijk|lastig|complicated|difficult|hard|a challenge)\b"
        ),
        r"\b(?:it's|it is) not (?:like|as if) i (?:have|had)\b",
        r"\bik heb (?:toch |verder )?niets (?:anders|beters) te doen\b",
        r"\bdoe vooral (?:rustig|kalm)\b",
        r"\btake your time,",
        r"\b(?:laat maar|never mind|forget it),? (?:\w+ ){0,2}(?:zoek|doe|regel|los|sort|do|fix|find)\b",
        r"\bzoek het zelf (?:wel )?uit\b",
        (
            r"\b(?:het zal|it must|it's probably|must) (?:wel )?(?:be )?(?:weer |all )?(?:aan mij liggen|"
            r"mijn schuld zijn|my fault|be me)\b"
        ),
        unless=r"\b(?:excuses|sorry dat|apologies|snap (?:ik|het)|prettige dag|graag stap voor stap|at your leisure)\b",
    ),
    cue(
        "passive_aggressive",
        r"\bmet alle respect\b|\bwith (?:all )?(?:due )?respect,|\bno offen[cs]e\b|\bniet om vervelend te doen\b",
        (
            r"\b(?:blijkbaar|kennelijk|schijnbaar|duidelijk|apparently|clearly|evidently|obviously)\b"
            r".{0,50}\b(?:niet|niemand|moeilijk|lastig|nobody|not|n't|hard|difficult|too much)\b.{0,40}\b(?:lezen|"
            r"gelezen|leest|luister\w*|begrijp\w*|moeite|mail|read|listen\w*|understand|e-?mail|answer|reply|"
            r"antwoord\w*|bell\w*|call)\b"
        ),
        r"\b(?:gelezen|read) (?:\w+ ){0,2}(?:blijkbaar|kennelijk)",
        (
            r"\b(?:kennelijk|blijkbaar|clearly|apparently) (?:\w+ ){0,2}(?:niet gelezen|nobody (?:read|reads)|"
            r"niemand (?:leest|gelezen))"
        ),
        (
            r"\b(?:dat|it|this|that)\b.{0,20}\b(?:nogal|rather|pretty|perfectly) (?:duidelijk|obvious|clear|logisch|"
            r"vanzelfsprekend)\b"
        ),
        r"\blijkt me duidelijk\b",
        r"\bspreekt (?:toch )?voor zich\b",
        r"\b(?:clearly|plainly) stated\b",
        r"\bstaat (?:toch|immers) (?:gewoon |heel )?duidelijk\b",
        (
            r"\b(?:fijn|leuk|mooi|nice|good|great|lovely|how nice|prettig)\b.{0,15}\b(?:dat|om te zien|to see|that|"
            r"of you)\b.{0,50}\b(?:eindelijk|ook eens|finally|na \w+ weken|after \w+ weeks|belangrijk klanten|"
            r"value your customers|mening deelt|care about)\b"
        ),
        (
            r"\b(?:ik neem aan|i suppose|i guess|i'm sure|vast)\b.{0,40}\b(?:druk|busy|belangrijkere|more important|"
            r"too much)\b"
        ),
        (
            r"\b(?:thank you|thanks|dank|bedankt) (?:for|voor) (?:sharing )?(?:uw|your|je)? ?(?:opinion|mening|"
            r"feedback),? (?:but|maar)\b"
        ),
        r"\bik wijs u er (?:nogmaals|fijntjes)? ?op\b",
        r"\blet me remind you\b",
        r"\bi would like to remind you\b",
        r"\bmag ik u er(?:aan herinneren| op wijzen)\b",
        strength="faint",
        unless=r"\b(?:with respect for|met respect voor)\b",
    ),
)
