Attribute VB_Name = "Book"
Option Explicit

' In scorecard.xlsm: the workbook that the buttons are in.
Public Function ScorecardBook() As Workbook
    Set ScorecardBook = ThisWorkbook
End Function
