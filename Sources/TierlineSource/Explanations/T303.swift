extension Explanations {
  static let t303 = Wording(
    #"""
    # T303: compared with `missing`

    Comparing with `missing` is always unknown, even for a value that is missing: nobody
    can say whether two absent values are the same. To ask whether a value is there,
    write `is missing` or `is present`.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      credit_score: integer in 300..950 optional
    }

    tier risk: low < high {
      rule weak when credit_score = missing then high
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
      rule weak when credit_score is missing then high
      otherwise low
    }
    ```
    """#,
    zh: #"""
      # T303: 拿值与“缺失”比较

      与 `缺失` 作比较，结果永远是未知，哪怕那个值确实缺失：两个都不知道的值，谁也说不清是
      否相等。要问一个值在不在，请写 `信用分 缺失` 或 `信用分 存在`，不用等号。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        信用分: 整数 属于 300..950 可选
      }

      分级 风险: 低 < 高 {
        规则 信用弱 当 信用分 = 缺失 则 高
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
        规则 信用弱 当 信用分 缺失 则 高
        其余 低
      }
      ```
      """#)
}
