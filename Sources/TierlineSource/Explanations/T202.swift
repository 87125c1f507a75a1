extension Explanations {
  static let t202 = Wording(
    #"""
    # T202: two currencies

    Amounts in different currencies are never added or compared: Tierline knows no
    exchange rate, and a hidden one would make yesterday's decision impossible to
    repeat. Put the rate into the record or a parameter, and convert in the open.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      debt_cny: money CNY in >= 0
      debt_usd: money USD in >= 0
    }

    tier risk: low < high {
      rule indebted when debt_cny + debt_usd > 100万 CNY then high
      otherwise low
    }
    ```

    ## Right
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      debt_cny: money CNY in >= 0
      debt_usd: money USD in >= 0
      usd_rate: number in 1..20
    }

    tier risk: low < high {
      rule indebted when debt_cny + debt_usd / 1 USD * usd_rate * 1 CNY > 100万 CNY then high
      otherwise low
    }
    ```
    """#,
    zh: #"""
      # T202: 币种不同

      不同币种的金额不能相加，也不能比较：Tierline 不知道汇率，而暗藏的汇率会让昨天的决策
      无法重现。请把汇率写进记录或参数，明明白白地折算。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        人民币借款: 金额 CNY 属于 >= 0
        美元借款: 金额 USD 属于 >= 0
      }

      分级 风险: 低 < 高 {
        规则 负债高 当 人民币借款 + 美元借款 > 100万 CNY 则 高
        其余 低
      }
      ```

      ## 正确
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        人民币借款: 金额 CNY 属于 >= 0
        美元借款: 金额 USD 属于 >= 0
        汇率: 数值 属于 1..20
      }

      分级 风险: 低 < 高 {
        规则 负债高 当 人民币借款 + 美元借款 / 1 USD * 汇率 * 1 CNY > 100万 CNY 则 高
        其余 低
      }
      ```
      """#)
}
