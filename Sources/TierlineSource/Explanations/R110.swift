extension Explanations {
  static let r110 = Wording(
    #"""
    # R110: a record nested too deep, or too large

    Objects and lists may lie inside one another only so deep, and a record may be only
    so large, also in parts that no field is read from. The bounds keep a broken or
    hostile file from exhausting the machine. Look at how the file was made; a record of
    that size is usually the sign of a missing line break or bracket.

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
    { "id": "C1", "overdue_days": 61, "notes":
      [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[
      [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[
      ]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
      ]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
    }
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
    { "id": "C1", "overdue_days": 61, "notes": [["called on Monday"]] }
    ```
    """#,
    zh: #"""
      # R110: 记录嵌套太深，或者太大

      对象和列表的嵌套层数有上限，一条记录的大小也有上限，没有声明的部分也算在内。这个上限
      使损坏的或恶意的文件耗不尽机器。请查一查文件是怎么生成的；记录异常地长，多半是漏了换
      行或括号。

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
      { "编号": "C1", "逾期天数": 61, "跟进记录":
        [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[
        [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[
        ]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
        ]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
      }
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
      { "编号": "C1", "逾期天数": 61, "跟进记录": [["周一已致电"]] }
      ```
      """#)
}
