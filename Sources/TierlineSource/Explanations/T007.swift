extension Explanations {
  static let t007 = Wording(
    #"""
    # T007: a number with too many digits

    Numbers are exact: up to 20 digits before the decimal point and 18 behind it. This
    one is longer, and Tierline won't round what you wrote. Shorten it, or choose a
    larger unit such as 万 or 亿.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      score: number in 0..1
    }

    tier risk: low < high {
      rule weak when score < 0.3333333333333333333333 then high
      otherwise low
    }
    ```

    ## Right
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      score: number in 0..1
    }

    tier risk: low < high {
      rule weak when score < 0.333333 then high
      otherwise low
    }
    ```
    """#,
    zh: #"""
      # T007: 数字的位数太多

      数值是精确的：小数点前最多 20 位，小数点后最多 18 位。这个数超出了范围，而 Tierline
      不会替您四舍五入。请缩短它，或者换用 万、亿 这样的单位。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        违约概率: 数值 属于 0..1
      }

      分级 风险: 低 < 高 {
        规则 高违约 当 违约概率 > 0.3333333333333333333333 则 高
        其余 低
      }
      ```

      ## 正确
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        违约概率: 数值 属于 0..1
      }

      分级 风险: 低 < 高 {
        规则 高违约 当 违约概率 > 0.333333 则 高
        其余 低
      }
      ```
      """#)
}
