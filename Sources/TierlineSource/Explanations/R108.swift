extension Explanations {
  static let r108 = Wording(
    #"""
    # R108: a record that is no object

    A record is a JSON object, `{ … }`: alone, one after another, or in one array. Here
    stands something else in a record's place. If the records lie inside another object,
    take them out first.

    ## Wrong
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      overdue_days: integer in >= 0
    }

    tier risk: low < high {
      rule late when overdue_days > 60 then high
      otherwise low
    }
    ```

    ```json
    [ "C1" ]
    ```

    ## Right
    ```tierline
    ruleset "Trade credit" version "1"

    input customer {
      id: text key
      overdue_days: integer in >= 0
    }

    tier risk: low < high {
      rule late when overdue_days > 60 then high
      otherwise low
    }
    ```

    ```json
    [ { "id": "C1", "overdue_days": 61 } ]
    ```
    """#,
    zh: #"""
      # R108: 记录不是对象

      一条记录就是一个 JSON 对象 `{ … }`：可以单独一个，可以一个接一个，也可以放在一个数组
      里。这里该是记录的地方却是别的东西。如果记录套在另一个对象里面，请先取出来。

      ## 错误
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        逾期天数: 整数 属于 >= 0
      }

      分级 风险: 低 < 高 {
        规则 逾期 当 逾期天数 > 60 则 高
        其余 低
      }
      ```

      ```json
      [ "C1" ]
      ```

      ## 正确
      ```tierline
      规则集 "贸易授信" 版本 "1"

      输入 客户 {
        编号: 文本 主键
        逾期天数: 整数 属于 >= 0
      }

      分级 风险: 低 < 高 {
        规则 逾期 当 逾期天数 > 60 则 高
        其余 低
      }
      ```

      ```json
      [ { "编号": "C1", "逾期天数": 61 } ]
      ```
      """#)
}
