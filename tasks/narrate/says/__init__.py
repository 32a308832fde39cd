"""What the report says, by subject. A plan names the narrators in its paragraphs.

Called with both laws at once (an empty lag):

- `summary-preliminary`: which units are missing, where any are, and what that means
- `summary-totals`: both totals with their changes, short
- `summary-ended`: how many were executed and closed, both laws at once
- `summary-waiting`: how many have waited more than twelve months, both laws in one sentence
- `children-decisions`: how many decisions concern children, by law
- `compensatory`: how many have another insats meanwhile, by law

Called with a lag:

- `summary-movement`: the largest movers, one or two sentences
- `total`: the total with its changes to the quarter before and to the same quarter last year
- `ended`: executed, closed, and still open when the quarter ended
- `ended-together`: executed or closed in the quarter, as one number
- `late-reported`: executed or closed in an earlier quarter, and reported in this one
- `reported`: reported for the first time, and again
- `commonest-insatser`: the commonest with their shares, and whether the order is the same
- `movement-insatser`: what rose, fell and stood still, the largest movers first
- `commonest-orsaker`: the reasons with their shares
- `movement-orsaker`: which reasons rose and fell
- `insats-reasons`: the commonest reason, or sub-reason, of each of the commonest insatser
- `annat-bistand`: what stands inside Annat bistånd (says nothing of LSS)
- `annat-skal`: the share of annat skäl, and which insatser it falls on
- `annat-skal-delorsaker`: what is behind annat skäl
- `elapsed`: how long time has passed since the decisions
- `elapsed-interruptions`: the same of the interruptions, apart
- `kon`: counts and shares by kön, those whose kön is not told, the change
- `kon-reference`: compared with the granted insatser of the municipality's own yearly report
- `children-insatser`: which insatser are for children, their counts and changes

Called with what the plan names in `about`, an insats or a group of insatser:

- `group-total`: how many, and the change since the quarter before
- `group-members`: how many each insats of the group has, and had
- `group-parts`: how many are on a part of the insats, and were
- `group-persons`: how many persons, and how many of them have waited under and over six months
- `group-compensatory`: for how many another insats goes on meanwhile
- `group-reasons`: every reason, the commonest first
- `group-ended`: executed and closed in the quarter
- `group-reported`: reported for the first time, and again
- `group-kon`: how many concern women and girls, men and boys
"""

from tasks.narrate.says import (
    children,
    compensatory,
    groups,
    insatser,
    kon,
    orsaker,
    reasons,
    skal,
    summary,
    totals,
    waiting,
)

SUBJECTS = (
    children, compensatory, groups, insatser, kon, orsaker, reasons, skal, summary, totals, waiting,
)  # fmt: skip
"""The modules whose narrators are registered by being imported."""
