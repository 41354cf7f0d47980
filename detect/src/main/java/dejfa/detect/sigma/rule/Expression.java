package dejfa.detect.sigma.rule;

import java.util.List;

/// A rule's condition with its selections put in.
public sealed interface Expression {
    record And(List<Expression> all) implements Expression {}

    record Or(List<Expression> any) implements Expression {}

    record Not(Expression negated) implements Expression {}

    /// At least so many of them.
    record AtLeast(int count, List<Expression> of) implements Expression {}

    /// @param field null for a keyword, which looks at all values of the record
    record Test(String field, Check check) implements Expression {}

    static Expression and(List<Expression> all) {
        return all.size() == 1 ? all.getFirst() : new And(List.copyOf(all));
    }

    static Expression or(List<Expression> any) {
        return any.size() == 1 ? any.getFirst() : new Or(List.copyOf(any));
    }
}
