Attribute VB_Name = "Book"
Option Explicit

' In scorecard.xlam: the workbook that is in front.
Public Function ScorecardBook() As Workbook
    Set ScorecardBook = ActiveWorkbook
End Function
