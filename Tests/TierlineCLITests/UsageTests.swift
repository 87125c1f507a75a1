import Support
import Testing
import TierlineCLI

@Suite("Command line")
struct UsageTests {
  /// What is typed, and what the one line on standard error must offer.
  private static let mistakes: [([String], String)] = [
    (["chek", "a.tier"], "did you mean `tierline check`?"),
    (["xyzzy"], "`tierline --help` lists them"),
    (["check", "--fromat", "json", "a.tier"], "did you mean `--format`?"),
    (["check", "--format", "jsno", "a.tier"], "did you mean `--format json`?"),
    (["check", "--format", "xml", "a.tier"], "choose one of pretty, json, sarif, github"),
    (["check", "--format"], "write `--format pretty|json|sarif|github`"),
    (["check", "--format", "--strict", "a.tier"], "`--format` needs a value"),
    (["check"], "write `tierline check [OPTIONS] PATH…`"),
    (["check", ""], "needs PATH"),
    (["check", "--strict=yes", "a.tier"], "write `--strict` alone"),
    (["check", "--set", "late_after", "a.tier"], "write `--set NAME=VALUE`"),
    (["check", "-x", "a.tier"], "has no option `-x`"),
    (["eval", "a.tier", "--output", "x", "--output", "y"], "given twice"),
    (["eval", "a.tier", "b", "--output", "x", "--rejects", "x"], "go to the same place"),
    (["eval", "a.tier", "b", "--jobs", "0"], "as in `--jobs 4`"),
    (["eval", "a.tier", "b", "--detail", "full", "--format", "csv"], "write `--format ndjson`"),
    (
      ["eval", "a.tier", "b", "--as-of", "2026-02-30"], "write a date such as `--as-of 2026-01-01`"
    ),
    (["explain", "a", "b", "c"], "`c` is one too many"),
    (["completions", "fisch"], "did you mean `tierline completions fish`?"),
    (["help", "evla"], "did you mean `tierline help eval`?"),
    (["--formt"], "`tierline` has no option `--formt`"),
  ]

  @Test("wrong usage gives one line that says what to type", arguments: mistakes)
  func mistake(arguments: [String], offer: String) throws {
    let outcome = try CommandLineRig().run(arguments)
    #expect(outcome.code == .usage)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.hasSuffix("\n"))
    #expect(outcome.errors.filter { $0 == "\n" }.count == 1)
    #expect(outcome.errors.contains(offer), "\(outcome.errors)")
  }

  @Test("messages are in the language of the locale or of --lang")
  func language() throws {
    let rig = try CommandLineRig()
    rig.variables = ["LANG": "zh_CN.UTF-8"]
    #expect(rig.run("chek").errors.contains("没有命令 `chek`"))
    #expect(rig.run("chek", "--lang", "en").errors.contains("there is no command"))
    #expect(rig.run("--help").output.contains("用法"))
    rig.variables = ["LANG": "zh_CN.UTF-8", "LC_ALL": "C"]
    #expect(rig.run("--help").output.contains("Usage"))
  }

  @Test("every command has help with an example, in both languages")
  func help() throws {
    let rig = try CommandLineRig()
    for name in ["check", "eval", "explain", "test", "repl", "init", "help", "completions"] {
      let english = rig.run(name, "--help")
      #expect(english.code == .success)
      #expect(english.output.contains("Example") && english.output.contains("tierline \(name)"))
      #expect(rig.run(name, "-h", "--lang", "zh").output.contains("示例"))
      #expect(rig.run("help", name).output == english.output)
      #expect(rig.run("--help").output.contains("  \(name) "))
    }
  }

  @Test("a page is printed whole, in either language")
  func page() throws {
    let rig = try CommandLineRig()
    #expect(rig.run("help", "t301").output.hasPrefix("# T301: "))
    #expect(rig.run("help", "T301").output != rig.run("help", "T301", "--lang=zh").output)
  }

  @Test("options stand anywhere, joined or apart, and end at --")
  func forms() throws {
    let rig = try CommandLineRig(files: ["-odd.tier": ""])
    let forms = [
      ["check", "-fjson", "--", "-odd.tier"], ["check", "-f", "json", "./-odd.tier"],
      ["check", "./-odd.tier", "--format=json"],
      ["--lang", "en", "check", "-f=json", "./-odd.tier"],
    ]
    for form in forms {
      #expect(rig.run(form).output.hasPrefix("{\"findings\":["), "\(form)")
    }
  }

  @Test("colour only where asked for or on a terminal, and never under NO_COLOR")
  func colour() throws {
    let rig = try CommandLineRig()
    let escape = "\u{1B}["
    #expect(!rig.run("--help").output.contains(escape))
    #expect(rig.run(["--help"], isTerminal: true).output.contains(escape))
    #expect(rig.run("--help", "--color", "always").output.contains(escape))
    #expect(!rig.run(["--help", "--color=never"], isTerminal: true).output.contains(escape))
    rig.variables = ["NO_COLOR": "1"]
    #expect(!rig.run(["--help"], isTerminal: true).output.contains(escape))
    rig.variables = ["TERM": "dumb"]
    #expect(!rig.run(["--help"], isTerminal: true).output.contains(escape))
  }

  @Test("completions know every command and option", arguments: ["bash", "zsh", "fish"])
  func completions(shell: String) throws {
    let script = try CommandLineRig().run("completions", shell)
    #expect(script.code == .success)
    for word in ["explain", "as-of", "github", "sarif", "rejects"] {
      #expect(script.output.contains(word), "\(word)")
    }
  }
}
