// What mutation found, for people: the score, then each survivor with the customer who tells it.

import TierlineRuntime
package import TierlineSource

/// Writes the outcome of mutation for people.
package struct MutationText: Sendable {
  private let language: Language

  package init(language: Language) { self.language = language }

  package func text(_ mutation: MutationReport) -> String {
    let (killed, total) = (mutation.killed, mutation.total)
    var lines = [
      Wording("mutation", zh: "变异测试")[language],
      "  "
        + Wording(
          "\(killed) of \(total) changes noticed, \(mutation.score)%; "
            + "\(mutation.equivalent) more make no difference to any customer tried",
          zh: "发现 \(killed) / \(total) 处改动，\(mutation.score)%；"
            + "另有 \(mutation.equivalent) 处对试过的客户都没有影响")[language],
    ]
    if mutation.unsearched > 0 {
      lines.append(
        "  "
          + Wording(
            "\(mutation.unsearched) of those not noticed have no customer below: the search ended before",
            zh: "其中 \(mutation.unsearched) 处未发现的改动下面没有客户：搜索到此为止")[language])
    }
    if mutation.untried > 0 {
      lines.append(
        "  "
          + Wording(
            "\(mutation.untried) more changes were not tried on all of the tests: that would be too many runs",
            zh: "另有 \(mutation.untried) 处改动未在全部测试上试过：运行次数太多")[language])
    }
    if !mutation.survivors.isEmpty {
      lines.append(Wording("not noticed by any test", zh: "没有测试发现")[language])
    }
    let told = Wording("told by", zh: "可由此发现")[language]
    for survivor in mutation.survivors {
      lines.append(survivor.place.text)
      lines.append("    " + survivor.change[language].printable)
      lines.append("    \(told): " + survivor.customer.printable)
    }
    return lines.map { $0 + "\n" }.joined() + "\n"
  }
}
