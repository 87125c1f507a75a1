import Support
import Testing
import TierlineCLI

@Suite("README")
struct ReadmeTests {
  private static let portfolio = [
    "rulesets/trade-credit/trade-credit.tier", "rulesets/trade-credit/portfolio.ndjson",
    "--as-of", "2026-01-01",
  ]

  @Test("the first command decides about the portfolio")
  func mainJob() throws {
    let rig = CommandLineRig(inRepository: ())
    let readme = try #require(rig.text(of: "README.md"))
    #expect(readme.contains("tierline eval \(Self.portfolio.joined(separator: " "))\nswift test\n"))
    let outcome = rig.run(["eval"] + Self.portfolio)
    #expect(outcome.code == .refused)
    #expect(outcome.errors.contains("200 read, 188 evaluated, 12 refused"))
  }

  @Test("the explanation that is shown is what comes out")
  func explanation() throws {
    let rig = CommandLineRig(inRepository: ())
    let outcome = rig.run(["explain"] + Self.portfolio + ["--key", "C0034", "--decision", "risk"])
    let readme = try #require(rig.text(of: "README.md"))
    #expect(outcome.code == .success)
    #expect(readme.contains("```\n\(outcome.output)```"))
  }

  @Test("the finding that is shown is what comes out")
  func finding() throws {
    let rig = try CommandLineRig(files: ["policy.tier": Self.forgetful])
    let outcome = rig.run("check", "policy.tier")
    let readme = try #require(CommandLineRig(inRepository: ()).text(of: "README.md"))
    // The mends that follow are left out.
    let shown = try #require(outcome.output.split(separator: "\nfix: ").first)
    #expect(outcome.code == .fault)
    #expect(readme.contains("```\n\(shown)\n"))
  }

  private static let forgetful = """
    ruleset "Credit" version "1"

    input customer {
      id:           text key
      credit_score: integer in 300..950 optional
    }

    tier risk: low < high {
      rule weak_score when credit_score < 500 then high
      otherwise low
    }
    """
}
