// A session at a real terminal: what is typed, what is seen, and how the terminal is left.

import Foundation
import Support
import Testing

@testable import TierlineCLI

@Suite("Terminal")
struct TerminalTests {
  private static let policy = """
    ruleset "Small" version "1"
    input customer {
      id: text key
      overdue_days: integer in >= 0 default 0
      kind: text in ["enterprise", "individual"] default "enterprise"
    }
    tier risk: low < high {
      rule late when overdue_days > 60 then high because "{overdue_days} days"
      otherwise low
    }
    """

  private let rig: CommandLineRig

  init() throws {
    rig = try CommandLineRig(files: [
      "policy.tier": Self.policy,
      "customers.ndjson": #"{"id":"C1","overdue_days":75}"# + "\n" + #"{"id":"C2"}"# + "\n",
    ])
  }

  private func start(
    _ arguments: String..., variables: [String: String] = ["NO_COLOR": "1"], columns: Int = 80,
    height: Int = 24
  ) throws -> PseudoTerminal {
    var variables = variables
    variables["XDG_STATE_HOME"] = rig.folder + "/state"
    return try PseudoTerminal(
      [BuiltProgram.path, "repl"] + arguments, in: rig.folder, variables: variables,
      columns: columns, height: height)
  }

  private func leave(_ terminal: PseudoTerminal) throws {
    try terminal.type("\u{4}")
    #expect(try terminal.end() == .exit(0))
    #expect(terminal.isAsFound)
    #expect(!terminal.screen.takesPastes)
    #expect(terminal.screen.showsCursor)
    #expect(terminal.screen.strange == [])
  }

  @Test("typing, arrows and editing keys")
  func typing() throws {
    let terminal = try start()
    try terminal.seeLine("> |")
    #expect(terminal.screen.takesPastes)
    #expect(!terminal.isAsFound)
    try terminal.type("1+3")
    try terminal.seeLine("> 1+3|")
    try terminal.type("\u{1B}[D\u{7F}*\u{1}2")
    try terminal.seeLine("> 2|1*3")
    try terminal.type("\r")
    try terminal.see("63  integer")
    try terminal.seeLine("> |")
    try leave(terminal)
  }

  @Test("Tab completes, and shows candidates with their types")
  func completion() throws {
    let terminal = try start("policy.tier", "--data", "customers.ndjson")
    try terminal.seeLine("> |")
    try terminal.type(":cus\t")
    try terminal.seeLine("> :customer |")
    try terminal.type("C\t")
    try terminal.wait(for: "the keys") { $0.visible.suffix(2) == ["  C1", "  C2"] }
    try terminal.type("1\r")
    try terminal.see("risk  high  by late: 75 days")
    try terminal.seeLine("> |")
    try terminal.type(":set kind = \"i\t")
    try terminal.seeLine("> :set kind = \"individual\"|")
    try terminal.type("\u{15}:set over\t5\r")
    try terminal.see("risk  high → low  by otherwise")
    try terminal.seeLine("> |")
    try terminal.type("over\t + 1\r")
    try terminal.see("6  integer")
    try terminal.seeLine("> |")
    try terminal.type("risk = \t\t")
    try terminal.seeLine("> risk = low|")
    #expect(terminal.screen.visible.suffix(2) == ["  low   low < high", "  high  low < high"])
    try terminal.type("\t\r\r")
    try terminal.see("no  boolean")
    try terminal.seeLine("> |")
    try terminal.type(":why ri\t")
    try terminal.seeLine("> :why risk|")
    try terminal.type("\u{15}:load po\t")
    try terminal.seeLine("> :load policy.tier|")
    try terminal.type("\u{15}zzz\t")
    try terminal.wait(for: "the bell") { $0.bells > 0 }
    try terminal.type("\u{15}")
    try terminal.seeLine("> |")
    try leave(terminal)
  }

  @Test("history is kept, and Ctrl-R searches it")
  func history() throws {
    let first = try start()
    try first.seeLine("> |")
    try first.type("1 + 10\r")
    try first.see("11  integer")
    try first.type("{\u{15}2 + 20\r")
    try first.see("22  integer")
    try first.seeLine("> |")
    try leave(first)
    let second = try start()
    try second.seeLine("> |")
    try second.type("\u{1B}[A")
    try second.seeLine("> 2 + 20|")
    try second.type("\u{1B}[A\u{1B}[A")
    try second.seeLine("> 1 + 10|")
    try second.type("\u{1B}[B\u{1B}[B")
    try second.seeLine("> |")
    try second.type("\u{12}+ 1")
    try second.seeLine("search + 1: 1 |+ 10")
    try second.type("\u{12}")
    try second.seeLine("not found + 1: 1 |+ 10")
    try second.type("\u{5}1\r")
    try second.see("102  integer")
    try second.seeLine("> |")
    try leave(second)
  }

  @Test("Ctrl-C drops the line, Ctrl-D leaves, C-_ undoes")
  func controls() throws {
    let terminal = try start()
    try terminal.seeLine("> |")
    try terminal.type("1 + (2\r* 3")
    try terminal.seeLine(".   * 3|")
    try terminal.type("\u{3}")
    try terminal.seeLine("> |")
    try terminal.type("4 + 4\u{17}\u{1F}\r")
    try terminal.see("8  integer")
    try terminal.seeLine("> |")
    #expect(!terminal.screen.text.contains("7  integer"))
    try leave(terminal)
  }

  @Test("input goes on over lines while braces are open")
  func lines() throws {
    let terminal = try start("policy.tier")
    try terminal.seeLine("> |")
    try terminal.type(":given {\r")
    try terminal.seeLine(".   |")
    try terminal.type("id: \"A\",\roverdue_days: 61\r}")
    try terminal.seeLine(". }|")
    try terminal.type("\r")
    try terminal.see("risk  high  by late: 61 days")
    try terminal.seeLine("> |")
    // The whole entry is one in the history.
    try terminal.type("\u{1B}[A")
    try terminal.seeLine(". }|")
    try terminal.type("\u{1B}[A\u{1B}[A\u{1B}[A\u{3}")
    try terminal.seeLine("> |")
    try leave(terminal)
  }

  @Test("a paste of 200 lines is one entry, and nothing in it is a key")
  func paste() throws {
    let terminal = try start("policy.tier", columns: 40, height: 12)
    try terminal.seeLine("> |")
    let rules = (1...196).map { "\trule r\($0) when overdue_days > \(1000 - $0) then b" }
    let pasted = (["tier big: a < b {"] + rules + ["  otherwise a", "}"]).joined(separator: "\n")
    try terminal.paste(pasted + "\n:given { id: \"A\", overdue_days: 900 }")
    try terminal.wait(for: "the end of the paste") {
      $0.cursorLine.before.hasSuffix("900 }")
    }
    #expect(!terminal.screen.text.contains("joins"))
    try terminal.type("\r")
    try terminal.see("big   b     by r101")
    try terminal.seeLine("> |")
    #expect(terminal.screen.text.contains("big joins"))
    #expect(terminal.screen.text.contains(".     rule r77 when overdue_days > 923 t\nhen b"))
    try leave(terminal)
  }

  @Test("Chinese input moves the cursor by its width, also in a window of 20 columns")
  func chinese() throws {
    let terminal = try start("--lang", "zh", columns: 20)
    try terminal.seeLine("> |")
    let head = "定义 某某比率 = 负"
    try terminal.type(head + "债总额")
    try terminal.wait(for: "two rows") {
      $0.visible.suffix(2) == ["> " + head, "债总额"]
    }
    try terminal.seeLine("债总额|")
    try terminal.type("\u{1B}[D\u{1B}[D")
    try terminal.seeLine("债|总额")
    try terminal.type("\u{1B}[D\u{1B}[D")
    try terminal.seeLine("> 定义 某某比率 = |负")
    try terminal.type("\u{7F}\u{7F}\u{7F}\u{B} = 1 + 1\r")
    try terminal.see("已加入 某某比率")
    try terminal.seeLine("> |")
    try terminal.type("某\t * 3\r")
    try terminal.see("6  整数")
    try terminal.seeLine("> |")
    try leave(terminal)
  }

  @Test("another window size breaks the text anew")
  func resize() throws {
    let terminal = try start(columns: 60)
    try terminal.seeLine("> |")
    let text = "111111111 + 222222222 + 333333333"
    try terminal.type(text)
    try terminal.seeLine("> \(text)|")
    terminal.resize(columns: 20, height: 10)
    try terminal.wait(for: "two rows") {
      $0.visible.suffix(2) == ["> 111111111 + 222222", "222 + 333333333"]
    }
    try terminal.seeLine("222 + 333333333|")
    terminal.resize(columns: 50, height: 10)
    try terminal.seeLine("> \(text)|")
    try terminal.type("\r")
    try terminal.see("666,666,666  integer")
    try terminal.seeLine("> |")
    try leave(terminal)
  }

  @Test("colours as it is typed, and none under NO_COLOR")
  func colours() throws {
    let coloured = try start(variables: [:])
    try coloured.seeLine("> |")
    try coloured.type("yes and \"a")
    try coloured.seeLine("> yes and \"a|")
    #expect(coloured.screen.isColoured)
    try coloured.type("\u{15}")
    try coloured.seeLine("> |")
    try leave(coloured)
    let plain = try start("policy.tier")
    try plain.seeLine("> |")
    try plain.type("when\r")
    try plain.see("error")
    try plain.seeLine("> |")
    try leave(plain)
    #expect(!plain.screen.isColoured)
  }

  @Test("errors are findings with their place, and the session goes on")
  func errors() throws {
    let terminal = try start("policy.tier")
    try terminal.seeLine("> |")
    try terminal.type("overdue_day > 3\r")
    try terminal.see("error[T101]")
    try terminal.see("did you mean `overdue_days`?")
    try terminal.seeLine("> |")
    try terminal.type("\u{1B}[A\u{1}\u{1B}fs\r")
    try terminal.see("there is no record")
    try terminal.seeLine("> |")
    try leave(terminal)
  }

  @Test("a file that changes is told while one types, and the line stays")
  func change() throws {
    let terminal = try start("policy.tier")
    try terminal.seeLine("> |")
    try terminal.type("1 + 1")
    try terminal.seeLine("> 1 + 1|")
    try (Self.policy + "\nresult more = overdue_days\n").write(
      toFile: rig.folder + "/policy.tier", atomically: true, encoding: .utf8)
    try terminal.see("`policy.tier` has changed on disk: `:reload` takes it up")
    try terminal.seeLine("> 1 + 1|")
    try terminal.type("\u{15}:reload\r")
    try terminal.see("Small 1: 2 decisions, 3 fields")
    try terminal.seeLine("> |")
    try leave(terminal)
  }

  @Test("sensitive values, and what begins with a blank, are not written down")
  func privacy() throws {
    try """
    ruleset "Small" version "1"
    input customer {
      id: text key
      name: text sensitive
      overdue_days: integer default 0
    }
    result late = overdue_days > 0
    """.write(toFile: rig.folder + "/private.tier", atomically: true, encoding: .utf8)
    let terminal = try start("private.tier")
    for entry in [
      ":given { id: \"310101\", name: \"Li\" }", ":set name = \"Wu\"", "name = \"Wu\"", " 40 + 2",
      ":set overdue_days = 3", ":type upper(name)", "overdue_days",
    ] {
      try terminal.seeLine("> |")
      try terminal.type(entry)
      try terminal.seeLine("> \(entry)|")
      try terminal.type("\r")
      try terminal.wait(for: "an answer") { $0.cursorLine.before != "> \(entry)" }
    }
    try terminal.seeLine("> |")
    try terminal.type("\u{1B}[A")
    try terminal.seeLine("> overdue_days|")
    try terminal.type("\u{3}")
    try terminal.seeLine("> |")
    try leave(terminal)
    #expect(
      rig.text(of: "state/tierline/history")
        == ":set overdue_days = 3\noverdue_days\n")
  }

  @Test("a history that cannot be kept is told, and no more")
  func noHistory() throws {
    try "a file".write(toFile: rig.folder + "/state", atomically: true, encoding: .utf8)
    let terminal = try start()
    try terminal.seeLine("> |")
    try terminal.type("40 + 2\r")
    try terminal.see("42  integer")
    try terminal.see("entries are not remembered: cannot")
    try terminal.seeLine("> |")
    try terminal.type("\u{1B}[A")
    try terminal.seeLine("> 40 + 2|")
    try terminal.type("\u{3}")
    try terminal.seeLine("> |")
    try leave(terminal)
  }

  // MARK: How the terminal is left

  @Test(
    "signals that end the program restore the terminal first",
    arguments: [SIGTERM, SIGHUP, SIGQUIT, SIGABRT, SIGSEGV])
  func ended(number: Int32) throws {
    let terminal = try start()
    try terminal.type("1 + (")
    try terminal.seeLine("> 1 + (|")
    #expect(!terminal.isAsFound)
    terminal.signal(number)
    #expect(try terminal.end() == .signal(number))
    #expect(terminal.isAsFound)
    #expect(!terminal.screen.takesPastes)
    #expect(terminal.screen.showsCursor)
  }

  @Test("Ctrl-C ends what is being answered, and the session goes on")
  func interruptedAnswer() throws {
    let terminal = try start("policy.tier")
    try terminal.seeLine("> |")
    // A file without an end.
    try terminal.type(":data /dev/zero\r")
    try terminal.wait(for: "the answering") { _ in terminal.takesSignals }
    try terminal.type("\u{3}")
    try terminal.see("cannot read `/dev/zero`: interrupted")
    try terminal.seeLine("> |")
    try terminal.type("20 + 3\r")
    try terminal.see("23  integer")
    try terminal.seeLine("> |")
    try leave(terminal)
  }

  @Test("what is typed while an entry is answered goes to the next")
  func typedAhead() throws {
    let terminal = try start("policy.tier")
    try terminal.seeLine("> |")
    try terminal.type(":data /dev/zero\r")
    try terminal.wait(for: "the answering") { _ in terminal.takesSignals }
    terminal.signal(SIGINT)
    try terminal.type("20 + 3\r逾期")
    try terminal.see("interrupted")
    try terminal.see("23  integer")
    try terminal.seeLine("> 逾期|")
    try terminal.type("\u{3}")
    try terminal.seeLine("> |")
    try leave(terminal)
  }

  @Test("signals that end the program while it answers restore the terminal, too")
  func endedAnswering() throws {
    let terminal = try start("policy.tier")
    try terminal.seeLine("> |")
    try terminal.type(":data /dev/zero\r")
    try terminal.wait(for: "the answering") { _ in terminal.takesSignals }
    terminal.signal(SIGTERM)
    #expect(try terminal.end() == .exit(128 + SIGTERM))
    #expect(terminal.isAsFound)
    #expect(!terminal.screen.takesPastes)
  }

  @Test("Ctrl-C from elsewhere drops the line")
  func interrupt() throws {
    let terminal = try start()
    try terminal.type("1 + (")
    try terminal.seeLine("> 1 + (|")
    terminal.signal(SIGINT)
    try terminal.seeLine("> |")
    try leave(terminal)
  }

  @Test("suspended and resumed", arguments: ["\u{1A}", "kill"])
  func suspended(way: String) throws {
    let terminal = try PseudoTerminal(
      ["/bin/sh", "-i"], in: rig.folder,
      variables: [
        "PS1": "shell$ ", "TIERLINE": BuiltProgram.path, "NO_COLOR": "1",
        "XDG_STATE_HOME": rig.folder + "/state",
      ])
    try terminal.seeLine("shell$ |")
    try terminal.type("$TIERLINE repl & echo $! > number; fg\r")
    try terminal.seeLine("> |")
    try terminal.type("40 + (2")
    try terminal.seeLine("> 40 + (2|")
    #expect(!terminal.isAsFound)
    if way == "kill" {
      let number = try #require(rig.text(of: "number").flatMap { Int32($0.dropLast()) })
      kill(number, SIGTSTP)
    } else {
      try terminal.type(way)
    }
    try terminal.wait(for: "the shell") { $0.cursorLine.before == "shell$ " }
    #expect(!terminal.screen.takesPastes)
    try terminal.type("stty -a | tr ' ' '\\n' | grep icanon\r")
    try terminal.wait(for: "a terminal as found") { $0.visible.contains("icanon") }
    try terminal.seeLine("shell$ |")
    try terminal.type("fg\r")
    try terminal.seeLine("> 40 + (2|")
    #expect(terminal.screen.takesPastes)
    try terminal.type(")\r")
    try terminal.see("42  integer")
    try terminal.seeLine("> |")
    try terminal.type("\u{4}")
    try terminal.seeLine("shell$ |")
    try terminal.type("exit\r")
    #expect(try terminal.end() == .exit(0))
  }

  @Test("a terminal that goes away ends the session")
  func hangUp() throws {
    let terminal = try start()
    try terminal.type("1 + (")
    try terminal.seeLine("> 1 + (|")
    #expect(try terminal.hangUp() == .signal(SIGHUP))
  }

  // MARK: Other ways in

  @Test("a dumb terminal has plain lines, and the same answers")
  func dumb() throws {
    let terminal = try start("policy.tier", variables: ["TERM": "dumb"])
    try terminal.seeLine("> |")
    try terminal.type(":given { id: \"A\",\r")
    try terminal.type("overdue_days: 75 }\r")
    try terminal.see("risk  high  by late: 75 days")
    try terminal.type("1 + (\u{3}")
    try terminal.seeLine("> |")
    try terminal.type("20 + 3\r")
    try terminal.see("23  integer")
    #expect(!terminal.screen.takesPastes)
    try terminal.seeLine("> |")
    try terminal.type("\u{4}")
    #expect(try terminal.end() == .exit(0))
    #expect(terminal.screen.strange == [])
  }
}
