"""Reports: what happened in a year or a quarter, in figures without personal data.

Every figure comes from what anonymising leaves: dates, the age band on the day of applying, municipality, moves and
minutes. So a report is the same before people's data have left and after.
"""
