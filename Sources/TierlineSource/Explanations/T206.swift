extension Explanations {
  static let t206 = Wording(
    #"""
    # T206: compared with a number outside the domain

    The field's domain doesn't reach this number, so the comparison comes out the same
    for every record. Either the number or the domain is wrong: a percentage written as
    `80` where the field holds 0.8, for instance.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      debt_ratio: number in 0..10
    }

    tier risk: low < high {
      rule indebted when debt_ratio > 80 then high
      otherwise low
    }
    ```

    ## Right
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      debt_ratio: number in 0..10
    }

    tier risk: low < high {
      rule indebted when debt_ratio > 80% then high
      otherwise low
    }
    ```
    """#,
    zh: #"""
      # T206: 与取值范围之外的数比较

      字段的取值范围到不了这个数，所以对每条记录，比较的结果都一样。不是数写错了，就是范围
      写错了：比如字段里存的是 0.8，这里却写成了 `80`。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        资产负债率: 数值 属于 0..10
      }

      分级 风险: 低 < 高 {
        规则 负债高 当 资产负债率 > 80 则 高
        其余 低
      }
      ```

      ## 正确
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        资产负债率: 数值 属于 0..10
      }

      分级 风险: 低 < 高 {
        规则 负债高 当 资产负债率 > 80% 则 高
        其余 低
      }
      ```
      """#)
}
