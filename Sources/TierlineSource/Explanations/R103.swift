extension Explanations {
  static let r103 = Wording(
    #"""
    # R103: a value outside the field's domain

    The field says which values it can have (`in …`), and this one isn't among them. The
    checks of the ruleset rely on the domain, so the record is refused. Correct the
    data, or widen the domain if such customers really exist.

    ## Wrong
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

    ```json
    { "id": "C1", "credit_score": 0 }
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

    ```json
    { "id": "C1", "credit_score": 520 }
    ```
    """#,
    zh: #"""
      # R103: 值不在字段的取值范围内

      字段写明了可以取哪些值（`属于 …`），这个值不在其中。规则集的检查以取值范围为前提，所
      以记录被拒收。请改正数据；如果确有这样的客户，请放宽取值范围。

      ## 错误
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

      ```json
      { "编号": "C1", "信用分": 0 }
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

      ```json
      { "编号": "C1", "信用分": 520 }
      ```
      """#)
}
