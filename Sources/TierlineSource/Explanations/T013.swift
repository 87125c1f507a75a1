extension Explanations {
  static let t013 = Wording(
    #"""
    # T013: comparisons don't chain

    A comparison has two sides. `550 <= credit_score < 700` looks like mathematics, but
    its first half is already a yes or no, which can't be less than 700. Write a range:
    `in 550..<700`. `..` includes both ends, `..<` leaves out the upper one, `<..` the
    lower one.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      credit_score: integer in 300..950
    }

    tier risk: low < high {
      rule middling when 550 <= credit_score < 700 then high
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
      rule middling when credit_score in 550..<700 then high
      otherwise low
    }
    ```
    """#,
    zh: #"""
      # T013: 比较不能连写

      一个比较只有两边。`550 <= 信用分 < 700` 看着像数学式子，可是前一半的结果已经是“是”或
      “否”，没法再和 700 比。请写成区间：`属于 550..<700`。`..` 含两端，`..<` 不含上端，
      `<..` 不含下端。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        信用分: 整数 属于 300..950
      }

      分级 风险: 低 < 高 {
        规则 分数居中 当 550 <= 信用分 < 700 则 高
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
        规则 分数居中 当 信用分 属于 550..<700 则 高
        其余 低
      }
      ```
      """#)
}
