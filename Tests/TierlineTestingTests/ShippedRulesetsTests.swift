import Testing
import TierlineTesting

/// Every ruleset that ships passes its own tests.
@Test(arguments: shippedTestFiles())
func shippedRulesetPasses(_ path: String) {
  let report = TestRunner(options: TestOptions(), load: loadFromDisk).run(path)
  #expect(report.complaints.joined(separator: "\n") == "")
  #expect(!report.cases.isEmpty)
}

@Test func rulesetsAreFound() {
  #expect(shippedTestFiles().count >= 3)
}
