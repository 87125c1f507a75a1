extension Explanations {
  static let t301 = Wording(
    #"""
    # T301: a condition can be unknown

    A comparison with a missing value is neither yes nor no: it is unknown. A rule must
    not guess, since reading unknown as "no" is how customers without data slip through
    as good ones.

    Say where a missing value leads: give it a default (`credit_score default 300`),
    guard it (`credit_score is present and credit_score < 550`), or end the block with
    `if unknown then LEVEL`. Write `if unknown then skip` where unknown really should
    read as "no".

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      credit_score: integer in 300..950 optional
    }

    tier risk: low < high {
      rule weak when credit_score < 550 then high
      otherwise low
    }
    ```

    ## Right
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      credit_score: integer in 300..950 optional
    }

    tier risk: low < high {
      rule weak when credit_score < 550 then high
      otherwise low
      if unknown then high
    }
    ```
    """#,
    zh: #"""
      # T301: 条件可能未知

      拿缺失的值去比较，结果既不是“是”也不是“否”，而是未知。规则不能替您猜：把未知当成
      “否”，没有数据的客户就会被当成好客户放过去。

      请说明缺失时走哪条路：给默认值（`信用分 默认 300`），先判断是否存在
      （`信用分 存在 且 信用分 < 550`），或者在块的末尾写 `若未知 则 某等级`。如果未知确实
      应当算“否”，就写 `若未知 则 略过`。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        信用分: 整数 属于 300..950 可选
      }

      分级 风险: 低 < 高 {
        规则 信用弱 当 信用分 < 550 则 高
        其余 低
      }
      ```

      ## 正确
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        信用分: 整数 属于 300..950 可选
      }

      分级 风险: 低 < 高 {
        规则 信用弱 当 信用分 < 550 则 高
        其余 低
        若未知 则 高
      }
      ```
      """#)
}
