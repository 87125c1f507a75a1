// Policies of a size that nobody writes by hand: a tier of many rules, and a test of many rows.

/// Texts of rulesets and tests.
enum Policies {
  /// A first-match tier of `count` rules with 3 to 5 conditions each, over customers.
  static func tier(ofRules count: Int) -> String {
    var customers = Customers(seed: UInt64(count), hasInvoices: false)
    var text = """
      ruleset "Many rules" version "1"
      input customer {
        id: text key
        industry: text
        region: text
        credit_score: integer
        satisfaction: integer
        orders_12m: integer
        late_payments_12m: integer
        annual_revenue: money CNY
        used_limit: money CNY
        order_amount_12m: money CNY
      }
      tier level: l0 < l1 < l2 < l3 < l4 < l5 {

      """
    for number in 1...count {
      var conditions = [
        "industry = \"\(customers.pick(Customers.industries))\"",
        "region = \"\(customers.pick(Customers.regions))\"",
        "credit_score >= \(customers.int(560...820))", "satisfaction < \(customers.int(55...95))",
        "orders_12m >= \(customers.int(4...40))", "late_payments_12m < \(customers.int(1...3))",
        "annual_revenue >= \(customers.amount(6...9)) CNY",
        "used_limit < \(customers.amount(4.5...7.5)) CNY",
        "order_amount_12m >= \(customers.amount(5...7.5)) CNY",
      ]
      let chosen = conditions[2...].shuffled(using: &customers.random).prefix(customers.int(1...3))
      conditions = (conditions[..<2] + chosen).shuffled(using: &customers.random)
      text += "  rule r\(number) when \(conditions.joined(separator: " and ")) "
      text += "then l\(customers.int(1...5))\n"
    }
    return text + "  otherwise l0\n}\n"
  }

  /// A ruleset with one test of `count` rows; the expected values are worked out beside the rules.
  static func test(ofRows count: Int) -> String {
    var text = """
      ruleset "Many rows" version "1"
      input customer {
        id: text key
        overdue_days: integer in 0..999
        credit_score: integer in 300..950 optional
        revenue: money CNY in >= 0
      }
      score behaviour in 0..1000 {
        start 500
        for credit_score { when missing then -40  when < 550 then -80  when < 700 then 0  otherwise 60 }
        for overdue_days { when > 60 then -100  when > 0 then -10  otherwise 0 }
      }
      tier risk: low < medium < high {
        rule delinquent when overdue_days > 60 then high because "{overdue_days} days overdue"
        rule weak when behaviour < 450 then medium
        otherwise low
      }
      limit credit: money CNY {
        start 15% * revenue
        rule none when risk = high then set to 0 CNY and stop
        rule half when risk = medium then multiply by 50%
        cap at 20万 CNY
      }
      test "many rows" {
        given { id: "A", overdue_days: 0, revenue: 1_000_000 }
        | overdue_days | credit_score || behaviour | risk | credit |

      """
    for row in 0..<count {
      let days = row % 121
      let score = row % 13 == 0 ? nil : 300 + row % 651
      let rated = score.map { $0 < 550 ? -80 : $0 < 700 ? 0 : 60 } ?? -40
      let points = 500 + rated + (days > 60 ? -100 : days > 0 ? -10 : 0)
      let risk = days > 60 ? "high" : points < 450 ? "medium" : "low"
      let credit = risk == "high" ? 0 : risk == "medium" ? 75_000 : 150_000
      text += "  | \(days) | \(score.map(String.init) ?? "missing") "
      text += "|| \(points) | \(risk) | \(credit) |\n"
    }
    return text + "}\n"
  }
}
