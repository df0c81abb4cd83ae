"""What is suddenly more frequent?

For each topic the last 1, 3 and 7 days are held against what the 56 days before the last week make likely, by day of
the week and by orders. The tail is negative binomial: it allows for extra variation and for not knowing the rate.
At most one false alarm a day per 200 topics is the budget.

Do not use it to find a doubling of a topic with fewer than one contact a day: nobody can see that within a week. Nor
for a topic younger than two weeks; for that, count different customers instead (`is_new_topic`).

References: Farrington et al. (1996) and Noufaily et al. (2013) for the overdispersed threshold and for giving past
alarms no weight; Benjamini and Hochberg (1995) for the ranking over topics. DOMAIN.md 3.2.
"""

from wortel.analysis.bursts.days import Alarm, DailyCounts, find_bursts, read_days
from wortel.analysis.bursts.newcomers import is_new_topic
from wortel.analysis.bursts.windows import WINDOWS, Surprise, judge_day

__all__ = ["WINDOWS", "Alarm", "DailyCounts", "Surprise", "find_bursts", "is_new_topic", "judge_day", "read_days"]
