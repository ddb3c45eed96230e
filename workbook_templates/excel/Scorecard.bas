Attribute VB_Name = "Scorecard"
Option Explicit

' The ribbon and the buttons call these. What they do is written in Python: xl_scorecard.excel.run.
' Nothing here runs by itself.

Private Const TITLE As String = "Scorecard"
Private Const SETUP As String = "In a command window, run once: xl-scorecard excel install"

Public Sub RefreshScorecard()
    RunScorecard "refresh"
End Sub

Public Sub CheckScorecard()
    RunScorecard "check"
End Sub

Public Sub UndoScorecard()
    RunScorecard "undo"
End Sub

Public Sub RebuildScorecard()
    RunScorecard "rebuild"
End Sub

Public Sub SaveScorecardPdf()
    RunScorecard "pdf"
End Sub

Public Sub DraftScorecardEmail()
    RunScorecard "draft"
End Sub

Public Sub OpenScorecardDefinition()
    RunScorecard "definition"
End Sub

Public Sub OpenScorecardLog()
    RunScorecard "log"
End Sub

Public Sub RibbonRefresh(control As Object)
    RefreshScorecard
End Sub

Public Sub RibbonCheck(control As Object)
    CheckScorecard
End Sub

Public Sub RibbonUndo(control As Object)
    UndoScorecard
End Sub

Public Sub RibbonRebuild(control As Object)
    RebuildScorecard
End Sub

Public Sub RibbonPdf(control As Object)
    SaveScorecardPdf
End Sub

Public Sub RibbonDraft(control As Object)
    DraftScorecardEmail
End Sub

Public Sub RibbonDefinition(control As Object)
    OpenScorecardDefinition
End Sub

Public Sub RibbonLog(control As Object)
    OpenScorecardLog
End Sub

Private Sub RunScorecard(ByVal action As String)
    Dim wb As Workbook
    Dim reason As String
    Set wb = ScorecardBook()
    If wb Is Nothing Then
        MsgBox "Open your scorecard, then try again.", vbExclamation, TITLE
        Exit Sub
    End If
    reason = Refusal(wb)
    If reason <> "" Then
        MsgBox reason, vbExclamation, TITLE
        Exit Sub
    End If
    RunPython "from xl_scorecard.excel.run import run; run('" & action & "', '" & Hexed(wb.Name) & "', " & CLng(Timer * 10) & " / 10)"
End Sub

' Why nothing is to be run: "" where all is well. A configuration that comes with a workbook could name another
' program to run, so only the one that the user's own set-up wrote is taken.
Private Function Refusal(ByVal wb As Workbook) As String
    If Not SheetExists(wb, "_scorecard") Then
        Refusal = wb.Name & " was not made by xl-scorecard, so it is left alone."
    ElseIf wb.Path = "" Then
        Refusal = "Please save " & wb.Name & " first."
    ElseIf Not FileExists(GetConfigFilePath()) Then
        Refusal = "This computer is not set up yet. " & SETUP
    ElseIf SheetExists(wb, PROJECT_NAME & ".conf") Then
        Refusal = wb.Name & " has a sheet " & PROJECT_NAME & ".conf, which could name another program to run. Delete it."
    ElseIf ConfigurationBeside(wb) Then
        Refusal = "Beside " & wb.Name & " there is a file " & PROJECT_NAME & ".conf, which could name another program to run. Delete it."
    End If
End Function

Private Function ConfigurationBeside(ByVal wb As Workbook) As Boolean
    If InStr(wb.Path, "://") = 0 Then
        ConfigurationBeside = FileExists(wb.Path & Application.PathSeparator & PROJECT_NAME & ".conf")
    End If
End Function

' A text as four hexadecimal digits a letter: no quote, space or sign in a name can spoil a command line.
Public Function Hexed(ByVal text As String) As String
    Dim i As Long
    Dim code As Long
    For i = 1 To Len(text)
        code = AscW(Mid(text, i, 1))
        If code < 0 Then code = code + 65536
        Hexed = Hexed & Right("000" & Hex(code), 4)
    Next i
End Function
