package dejfa.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// On a class: register it as an implementation of `value` for `ServiceLoader` (module `codegen` writes the file).
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.SOURCE)
public @interface Provides {
    Class<?> value();
}
