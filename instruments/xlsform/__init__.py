"""Questionnaires as XLSForms, the workbooks in which the users of ODK and Kobo write their forms: in and out.

``opening`` reads an upload in a process of its own, ``bringing`` makes a questionnaire of it and names every cell that it
cannot hold, ``taking`` writes a questionnaire as a workbook that those programs take.
"""
