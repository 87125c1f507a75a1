// Records of the canonical policy, always the same for a seed.
//
// They have the keys, the lengths and the spread of values of a real portfolio: Chinese names and notes,
// addresses that no rule reads, amounts in yuan and fen, a few notes in `\u` escapes.

import Foundation

/// Makes customers, one JSON object each.
struct Customers {
  var random: SplitMix
  let hasInvoices: Bool
  /// Whether each record has its keys in an order of its own.
  let isShuffled: Bool

  init(seed: UInt64, hasInvoices: Bool, isShuffled: Bool = false) {
    random = SplitMix(state: seed)
    self.hasInvoices = hasInvoices
    self.isShuffled = isShuffled
  }

  static let industries = [
    "agriculture", "chemical", "construction", "electronics", "logistics", "manufacturing",
    "retail",
    "software", "textile", "trading",
  ]
  static let regions = [
    "上海", "北京", "广东", "江苏", "浙江", "四川", "湖北", "陕西", "山东", "福建",
  ]
  private static let phrases = [
    "客户回款及时，", "曾有逾期记录，已结清；", "对账存在差异待核实，", "需补充审计报告，", "credit review done, ",
    "主要产品出口东南亚，", "new CFO appointed, ", "计划扩大采购规模；", "备注：sales visit OK; ",
  ]

  /// Writes `count` records to a file, a line each.
  mutating func write(_ count: Int, to file: URL) throws {
    _ = FileManager.default.createFile(atPath: file.path, contents: nil)
    let handle = try FileHandle(forWritingTo: file)
    var text = ""
    for number in 1...count {
      text += record(number) + "\n"
      if text.utf8.count > 1 << 20 || number == count {
        try handle.write(contentsOf: Data(text.utf8))
        text = ""
      }
    }
    try handle.close()
  }

  mutating func record(_ number: Int) -> String {
    let revenue = amount(5.5...9)
    let assets = amount(5.5...9)
    let limit = number % 9 * 1_000_000 + 30_000
    let orders = amount(4.5...8)
    var members = [
      #""id":"C\#(padded(number, 7))""#,
      #""name":"\#(pick(Self.regions))\#(pick(["东信", "鼎丰", "恒通"]))\#(pick(["贸易", "电子", "建材"]))有限公司""#,
      #""type":"\#(pick(["enterprise", "enterprise", "enterprise", "individual", "government"]))""#,
      #""industry":"\#(pick(Self.industries))""#,
      #""region":"\#(pick(Self.regions))""#,
      #""registered_on":"\#(date(1994...2025))""#,
      #""credit_score":\#(int(480...850))"#,
      #""annual_revenue":\#(revenue)"#,
      #""total_assets":\#(assets)"#,
      #""total_liabilities":\#(amount(5...8.8))"#,
      #""approved_limit":\#(limit).00"#,
      #""used_limit":\#(amount(4...7))"#,
      #""overdue_days":\#(chance(80) ? 0 : int(1...120))"#,
      #""late_payments_12m":\#(chance(60) ? 0 : int(1...9))"#,
      #""complaints_12m":\#(chance(70) ? 0 : int(1...5))"#,
      #""satisfaction":\#(int(40...98))"#,
      #""orders_12m":\#(int(1...40))"#,
      #""order_amount_12m":\#(orders)"#,
      #""order_amount_prev_12m":\#(amount(4.5...8))"#,
      #""last_order_on":"\#(date(2025...2025))""#,
      #""guarantee":"\#(pick(["none", "none", "pledge", "mortgage", "guarantor"]))""#,
      #""litigation":\#(chance(5))"#,
      #""sanctioned":\#(chance(1))"#,
      #""contact":{"phone":"1\#(int(3_000_000_000...9_999_999_999))","email":"c\#(number)@example.com"}"#,
      #""address":{"city":"\#(pick(["武汉市", "青岛市"]))","street":"建设大道\#(int(1...999))号"}"#,
      #""notes":"\#(notes())""#,
    ]
    if hasInvoices { members.append(#""invoices":[\#(invoices(number))]"#) }
    if isShuffled { members.shuffle(using: &random) }
    return "{\(members.joined(separator: ","))}"
  }

  private mutating func invoices(_ number: Int) -> String {
    (0..<int(5...40)).map { index in
      let paid = chance(4) ? "null" : "\"\(date(2024...2025))\""
      return
        #"{"no":"INV\#(padded(number, 7))-\#(padded(index, 3))","issued_on":"\#(date(2024...2025))","#
        + #""due_on":"\#(date(2024...2025))","paid_on":\#(paid),"amount":\#(amount(3...5.5)),"#
        + #""disputed":\#(chance(3))}"#
    }.joined(separator: ",")
  }

  private mutating func notes() -> String {
    let text = (0..<int(5...9)).map { _ in pick(Self.phrases) }.joined()
    guard chance(5) else { return text }
    return text.utf16.map { unit in
      unit < 128
        ? String(decoding: [unit], as: UTF16.self)
        : "\\u" + String(repeating: "0", count: 4 - String(unit, radix: 16).count)
          + String(unit, radix: 16)
    }.joined()
  }

  // MARK: Values

  mutating func int(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

  mutating func chance(_ percent: Int) -> Bool { int(1...100) <= percent }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[int(0...elements.count - 1)]
  }

  /// Yuan and fen, spread evenly over powers of ten.
  mutating func amount(_ powers: ClosedRange<Double>) -> String {
    let fen = Int(pow(10, Double.random(in: powers, using: &random) + 2))
    return "\(fen / 100).\(padded(fen % 100, 2))"
  }

  private mutating func date(_ years: ClosedRange<Int>) -> String {
    "\(int(years))-\(padded(int(1...12), 2))-\(padded(int(1...28), 2))"
  }

  private func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

/// Random numbers that are the same everywhere: Steele, Lea & Flood, "Fast Splittable Pseudorandom
/// Number Generators" (OOPSLA 2014).
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
    return word ^ word >> 31
  }
}
