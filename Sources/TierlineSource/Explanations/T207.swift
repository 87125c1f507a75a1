extension Explanations {
  static let t207 = Wording(
    #"""
    # T207: more decimals than the field has places

    `places N` says how many decimals the field can hold: none for an integer, two for
    most money. This value has more, so no record can ever hold it. Round it, or give
    the field more places.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      overdue_rate: number in 0..1 places 2 default 0.125
    }

    tier risk: low < high {
      rule late when overdue_rate > 0.5 then high
      otherwise low
    }
    ```

    ## Right
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      overdue_rate: number in 0..1 places 3 default 0.125
    }

    tier risk: low < high {
      rule late when overdue_rate > 0.5 then high
      otherwise low
    }
    ```
    """#,
    zh: #"""
      # T207: 小数位数超过字段的规定

      `小数位 N` 规定字段最多有几位小数：整数没有，金额多为两位。这个值的小数更多，任何记
      录都不会有它。请舍入，或者给字段增加小数位。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        逾期率: 数值 属于 0..1 小数位 2 默认 0.125
      }

      分级 风险: 低 < 高 {
        规则 逾期 当 逾期率 > 0.5 则 高
        其余 低
      }
      ```

      ## 正确
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        逾期率: 数值 属于 0..1 小数位 3 默认 0.125
      }

      分级 风险: 低 < 高 {
        规则 逾期 当 逾期率 > 0.5 则 高
        其余 低
      }
      ```
      """#)
}
