/// A currency of ISO 4217.
package struct Currency: Hashable, Sendable {
  /// Three capital letters: `CNY`.
  package let code: String
  /// Decimals of its minor unit: 2 for CNY, 0 for JPY.
  package let places: Int

  /// The currency of that code; nil when ISO 4217 has no such code in use.
  ///
  /// Codes without a minor unit (precious metals, `XDR`, `XTS`, `XXX`) are no money here.
  package init?(code: String) {
    guard let places = Currency.placesByCode[code] else { return nil }
    self.code = code
    self.places = places
  }

  /// Every code, in alphabetical order: for offering a near one.
  package static let codes: [String] = placesByCode.keys.sorted()

  // ISO 4217 list one, grouped by minor unit. BGN left it with the year 2025 and stays here,
  // because records of those years are still read.
  private static let codesByPlaces: [(places: Int, codes: String)] = [
    (
      0,
      """
      BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF
      """
    ),
    (
      2,
      """
      AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN
      BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP
      GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT
      LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN
      NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE
      SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES
      WST XAD XCD XCG YER ZAR ZMW ZWG
      """
    ),
    (3, "BHD IQD JOD KWD LYD OMR TND"),
    (4, "CLF UYW"),
  ]

  private static let placesByCode: [String: Int] = {
    var table: [String: Int] = [:]
    for (places, codes) in codesByPlaces {
      for code in codes.split(whereSeparator: \.isWhitespace) { table[String(code)] = places }
    }
    return table
  }()
}
