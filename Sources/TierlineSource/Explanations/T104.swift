extension Explanations {
  static let t104 = Wording(
    #"""
    # T104: an unknown field

    The record on the left of the dot has no field of this name. The message offers a
    near one. A field that the data really have must first be declared in the record.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      balance: { assets: money CNY  liabilities: money CNY }
    }

    tier risk: low < high {
      rule indebted when balance.liability > balance.assets then high
      otherwise low
    }
    ```

    ## Right
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      balance: { assets: money CNY  liabilities: money CNY }
    }

    tier risk: low < high {
      rule indebted when balance.liabilities > balance.assets then high
      otherwise low
    }
    ```
    """#,
    zh: #"""
      # T104: 不认识的字段

      点号左边的记录没有这个字段。如果有相近的字段，提示里会给出。数据里确实有的字段，也要
      先在记录里声明。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        财务: { 资产: 金额 CNY  负债: 金额 CNY }
      }

      分级 风险: 低 < 高 {
        规则 资不抵债 当 财务.负债额 > 财务.资产 则 高
        其余 低
      }
      ```

      ## 正确
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        财务: { 资产: 金额 CNY  负债: 金额 CNY }
      }

      分级 风险: 低 < 高 {
        规则 资不抵债 当 财务.负债 > 财务.资产 则 高
        其余 低
      }
      ```
      """#)
}
