extension Explanations {
  static let t216 = Wording(
    #"""
    # T216: a domain that makes no sense

    A range runs from its lower to its upper end, and must leave some value in between.
    This one is empty, so every record would be refused. Swap the ends.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      credit_score: integer in 950..300
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
      credit_score: integer in 300..950
    }

    tier risk: low < high {
      rule weak when credit_score < 550 then high
      otherwise low
    }
    ```
    """#,
    zh: #"""
      # T216: 取值范围不成立

      区间要从小写到大，中间至少要有一个值。这个区间是空的，所有记录都会被拒收。请把两端调
      换过来。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        信用分: 整数 属于 950..300
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
        信用分: 整数 属于 300..950
      }

      分级 风险: 低 < 高 {
        规则 信用弱 当 信用分 < 550 则 高
        其余 低
      }
      ```
      """#)
}
