"""What each figure means, in the words that stand beside it on every screen and in every report."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Definition:
    """The name of a figure and what is counted in it."""

    name: str | Promise
    text: str | Promise


DEFINITIONS = {
    "volume": Definition(
        _("Contacts"),
        _(
            "One approach by a customer: a call, a mail, a form, a letter, a chat. Spam, callers who hung up before "
            "anybody answered, what we send ourselves and answers to our own question do not count."
        ),
    ),
    "cost_eur": Definition(
        _("Cost"),
        _(
            "Minutes times the rate of the team on that day, plus the fee of the channel. Where nobody measured the "
            "minutes, the standard minutes of the reason and the channel count."
        ),
    ),
    "contact_rate": Definition(
        _("Contacts per 1,000 orders"), _("Contacts of the month for every 1,000 orders placed in it.")
    ),
    "fcr_chain": Definition(
        _("First contact resolution"),
        _(
            "A chain is one customer with one question, over all channels; each next contact within 7 days of the "
            "latest close belongs to it. Solved at once: chains of one contact, of all chains for which 7 days have "
            "passed. A chain counts in the month of its first contact."
        ),
    ),
    "fcr_strict": Definition(
        _("First contact resolution, strict"),
        _("The same, but a chain with a transfer, a promised call-back or an open follow-up is not solved at once."),
    ),
    "repeat_rate": Definition(_("Repeat contacts"), _("Second and later contacts of a chain, of all contacts.")),
    "failure_share": Definition(
        _("Failure demand"),
        _("Contacts that exist because something went wrong at our side: their reason says so. Counted, no estimate."),
    ),
    "avoidable_share": Definition(
        _("Avoidable contacts"), _("Failure demand, and repeat contacts on all other reasons, each contact once.")
    ),
    "means_gap": Definition(
        _("Lacking means"),
        _(
            "Contacts for which a colleague lacked knowledge, customer data, product information, case status or a "
            "mandate."
        ),
    ),
    "sl": Definition(_("Answered in time"), _("Calls answered within the agreed seconds, of all calls offered.")),
    "asa": Definition(_("Average wait"), _("Waiting time of answered calls, on average.")),
    "abandon": Definition(_("Hung up"), _("Callers who hung up before anybody answered, of all calls offered.")),
    "abandon_without_short": Definition(
        _("Hung up, without short ones"),
        _("The same without those who hung up within a few seconds, above and below the line."),
    ),
    "transfer": Definition(_("Transferred"), _("Answered calls that went to somebody else at least once.")),
    "csat": Definition(
        _("Satisfied"),
        _("Answers of 4 or 5 on a scale of 5, of all answers; about 95% sure to lie between the two limits."),
    ),
    "friendliness": Definition(_("Friendly"), _("Marks of 8 or more out of 10 for how friendly we were.")),
    "nps": Definition(
        _("Net promoter score"),
        _("Share of 9 and 10 less share of 0 to 6, in points; the limits are those of the adjusted Wald method."),
    ),
    "ces": Definition(
        _("Customer effort"), _("Mean answer from 1 to 7 to: they made it easy for me to handle my question.")
    ),
    "customer_hours": Definition(
        _("Hours of customers"),
        _(
            "Talking on the telephone, and waiting before somebody answered. It is the customers' time and not ours, "
            "so it stands beside the cost and is never added to it. What mails and chats take is not measured."
        ),
    ),
    "driver_share": Definition(
        _("Share of a topic"),
        _(
            "Contacts of this topic, of all counted contacts of the month. Every contact stands in one topic, in none, "
            "or was not read yet, so that everything adds up. Between which limits the share lies if the month is "
            "taken for a sample stands beneath (95 %, Wilson)."
        ),
    ),
    "driver_change": Definition(
        _("Against last month"),
        _(
            "Contacts a day this month, held against those a day in the month before. The limits hold 95 times out of "
            "a hundred (exact, for two counts). When 1 lies between them it is called about the same."
        ),
    ),
    "hollow_sat": Definition(
        _("Hollow satisfaction"),
        _("Satisfied answers about a contact of which the cause is still open, of all satisfied answers."),
    ),
    "avoided": Definition(
        _("Contacts avoided"),
        _(
            "What would have come without the fix, less what came, measured against topics that were not treated. "
            "Only fixes with the verdict that they work count, in the weeks that were measured."
        ),
    ),
    "below": Definition(
        _("Below the ground"),
        _(
            "Contacts of which the cause is still open: somebody reported it, a rule counts them to it, or the "
            "colleague said so."
        ),
    ),
    "silo_fcr": Definition(
        _("Each channel apart"),
        _(
            "What first contact resolution would look like if each channel knew only its own contacts. It is too "
            "rosy: who comes back elsewhere is missed."
        ),
    ),
    "partner_rate": Definition(
        _("Caused contacts per 1,000 parcels"),
        _(
            "Contacts of which the cause is one that this partner answers for, for every 1,000 parcels of orders that "
            "were placed in the same months. Repeat contacts count too. Counted, no estimate."
        ),
    ),
    "partner_eur_per_parcel": Definition(
        _("Euros per parcel"),
        _("What the ledger charges to this partner, divided by the parcels it carried. Shared causes by their share."),
    ),
    "partner_customers": Definition(
        _("Customers hit"),
        _("Different customers behind these contacts. Over several months somebody may count once in each."),
    ),
    "partner_on_time": Definition(
        _("Delivered as promised"),
        _("Parcels that came at the latest at the promised end, of all parcels of which that moment has passed."),
    ),
    "partner_csat": Definition(
        _("Satisfied"), _("Answers of 4 or 5 on a scale of 5 about contacts that this partner caused.")
    ),
    "partner_friendliness": Definition(
        _("Friendly"), _("Marks of 8 or more out of 10 about contacts that this partner caused.")
    ),
    "partner_fcr": Definition(
        _("First contact resolution of its reasons"),
        _(
            "Chains of one contact, of all ripe chains with this reason, whoever caused them: it says how well we "
            "help, not what the partner did."
        ),
    ),
    "partner_expected": Definition(
        _("Held against these parcels"),
        _(
            "Parcels with trouble, each once, beside what the same parcels would have had with all carriers together: "
            "per month, region and size, as far as the order says so. 1 is as expected; the limits are exact. Contacts "
            "of which the order is unknown are left out here."
        ),
    ),
    "partner_like": Definition(
        _("Like with like"),
        _(
            "The share each would have with the parcels of both: shares per kind of parcel, weighted by what both "
            "carried. Kinds that only one of them carried are left out and told."
        ),
    ),
    "partner_answers": Definition(
        _("Answers"),
        _("Questions put to this partner in these months, the first answer to each, and days it named itself."),
    ),
    "different": Definition(
        _("Two customers heard something different"),
        _(
            "The chance that two customers, picked at random among those who asked about the same topic, got "
            "different answers: 1 − Σ nᵢ(nᵢ − 1) ÷ N(N − 1) over the variants. Answers are one variant when they share "
            "four fifths of their words and say no to the same things; names, amounts, greetings and closings do not "
            "count. The limits are about 95% sure. Shown from 20 answers by 5 colleagues on."
        ),
    ),
    "fed_up": Definition(
        _("Customer fed up"),
        _(
            "Contacts of which whoever helped said at wrap-up that the customer was fed up, of all contacts with this "
            "reason in the month. Which colleague said so is not kept."
        ),
    ),
    "stuck": Definition(
        _("Colleague stuck"),
        _(
            "How often a colleague said to be stuck on this topic, of all contacts about it in the weeks that began "
            "in the month. Only the count of topic and week is kept: no contact, no colleague. Counted while the "
            "works council agrees."
        ),
    ),
    "blame": Definition(
        _("Our words blame the customer"),
        _(
            "Answers in which a sentence lays the cause at the customer's door, such as “you should have read that”, "
            "of all answers that were read. A rule looks at words, not at feelings or at who wrote them."
        ),
    ),
    "sharp": Definition(
        _("Our words are sharp"),
        _(
            "Answers with a threat, an insult, a sneer, mockery or blame of the customer, of all answers that were "
            "read. A model looks at words, not at feelings or at who wrote them."
        ),
    ),
    "their_sharp": Definition(
        _("Customers' words are sharp"),
        _(
            "Contacts of customers with a threat, an insult, a sneer or mockery, of all contacts that were read: "
            "those that we answered."
        ),
    ),
    "harsher": Definition(
        _("We are sharper than the customer"),
        _(
            "Answers with sharp words to a customer who had none, at most disappointment, of all answers that were "
            "read."
        ),
    ),
    "sides": Definition(
        _("Both sides"),
        _(
            "Sharp words of customers and of us over the weeks below. A topic is marked when our share is surely "
            "higher than that of our customers: the two intervals do not touch."
        ),
    ),
    "said": Definition(
        _("What words do"),
        _(
            "In how many of the texts that were read at least one sentence does this. Of customers: contacts that we "
            "answered. Of us: answers. How it is read, and how well, stands in the documentation."
        ),
    ),
    "burden": Definition(
        _("What customers went through"),
        _(
            "Contacts with two or more of: the same customer made contact about the same within a week; for the third "
            "time or more; waited over five minutes, or a promise of ours was broken; was handed over; tried another "
            "channel; sent the same words again. Each counts as one, none is fitted. A topic is shown with at least 20 "
            "contacts by at least 5 colleagues."
        ),
    ),
    "withheld": Definition(
        _("Not read"),
        _(
            "Contacts of customers who object to models reading their words, and contacts that tell of health, belief "
            "or the like. They are counted, and nothing else is known of them here."
        ),
    ),
    "which_means": Definition(
        _("Which means is lacking"),
        _(
            "Each source counts by what is surely there: the low limit of its share. What a colleague said counts in "
            "full for that means; a hand-over and “I cannot solve this” count half for the mandate, words of doubt in "
            "our answers and searches in the articles after which none was opened half for knowledge. Topics with "
            "fewer than 20 contacts are left out."
        ),
    ),
    "first_step": Definition(
        _("What comes first"),
        _(
            "Means before cause, cause before conversations. When surely more than one in ten contacts lacked a "
            "means, that comes first. Else the open cause. Only then look at conversations, together and without "
            "names."
        ),
    ),
    "step_voice": Definition(
        _("Answers per step"),
        _(
            "Survey answers about contacts of which the cause stands at this step. A contact counts once per step, "
            "where it started. Satisfied is 4 or 5 on a scale of 5; about 95% sure to lie between the two limits. "
            "Fewer than five answers give no figure, fewer than twenty a grey one."
        ),
    ),
    "deed_voice": Definition(
        _("Before and after"),
        _(
            "Answers about contacts of the same cause. A change that is measured: the same weeks as its effect. "
            "Anything else: half a year before the day it was done, and up to half a year after it. The difference "
            "has an interval of its own; where that holds nought no difference can be seen."
        ),
    ),
    "ledger": Definition(
        _("How this is counted"),
        _(
            "Each contact of the month stands in one line: with the owner of its cause, else not yet assigned when "
            "something went wrong at our side, else with customer service when it is a repeat, else not charged. "
            "Shared causes: contacts in full, minutes and euros by share. What is left of the budget is unused time."
        ),
    ),
}


def define(figure: str) -> Definition:
    return DEFINITIONS[figure]
