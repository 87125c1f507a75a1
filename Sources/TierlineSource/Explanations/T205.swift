extension Explanations {
  static let t205 = Wording(
    #"""
    # T205: a value that the field can never hold

    The field's domain (`in …`) doesn't contain this value, and a record with it would
    be refused: the comparison could never be true, the default never valid. Correct the
    value, or widen the domain.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      guarantee: text in ["none", "pledge", "mortgage"]
    }

    tier risk: low < high {
      rule unsecured when guarantee = "nothing" then high
      otherwise low
    }
    ```

    ## Right
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      guarantee: text in ["none", "pledge", "mortgage"]
    }

    tier risk: low < high {
      rule unsecured when guarantee = "none" then high
      otherwise low
    }
    ```
    """#,
    zh: #"""
      # T205: 字段不可能有这个值

      这个值不在字段的取值范围（`属于 …`）里，带着它的记录会被拒收，所以这个比较永远不成
      立，这个默认值永远不合法。请改正这个值，或者放宽取值范围。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        担保方式: 文本 属于 ["无", "质押", "抵押"]
      }

      分级 风险: 低 < 高 {
        规则 无担保 当 担保方式 = "没有" 则 高
        其余 低
      }
      ```

      ## 正确
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        担保方式: 文本 属于 ["无", "质押", "抵押"]
      }

      分级 风险: 低 < 高 {
        规则 无担保 当 担保方式 = "无" 则 高
        其余 低
      }
      ```
      """#)
}
