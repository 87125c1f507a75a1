extension Explanations {
  static let t304 = Wording(
    #"""
    # T304: `is not missing`

    There are just two questions about presence, `is missing` and `is present`. Tierline
    has no `is not`; write `is present`, which also tells the checker that the value can
    be used in what follows.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      credit_score: integer in 300..950 optional
    }

    tier risk: low < high {
      rule weak when credit_score is not missing and credit_score < 550 then high
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
      rule weak when credit_score is present and credit_score < 550 then high
      otherwise low
    }
    ```
    """#,
    zh: #"""
      # T304: 写了“不缺失”

      一个值在不在，只有两种问法：`is missing`（`缺失`）和 `is present`（`存在`）。
      Tierline 没有 `is not`；请写 `存在`，这样检查器也知道后面可以放心使用这个值。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        信用分: 整数 属于 300..950 可选
      }

      分级 风险: 低 < 高 {
        规则 信用弱 当 信用分 is not 缺失 且 信用分 < 550 则 高
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
        规则 信用弱 当 信用分 存在 且 信用分 < 550 则 高
        其余 低
      }
      ```
      """#)
}
