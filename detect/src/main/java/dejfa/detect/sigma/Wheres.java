package dejfa.detect.sigma;

import dejfa.detect.sigma.rule.Check;
import dejfa.detect.sigma.rule.Expression;
import dejfa.detect.sigma.rule.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a place asks of the log's own fields, as an expression.
final class Wheres {
    private Wheres() {}

    static Expression expression(Map<String, List<String>> where) {
        List<Expression> all = new ArrayList<>();
        where.forEach((field, values) -> all.add(Expression.or(values.stream()
                .<Expression>map(value -> new Expression.Test(field, new Check.Matches(Text.plain(value), false)))
                .toList())));
        return Expression.and(all);
    }
}
