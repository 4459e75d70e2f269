package org.bugle.models.parameter;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// On a sealed interface of records: which key of the run file chooses among them. Without this
/// annotation it is `name`, and it must be given.
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Selected {

    /// The key that holds the name of the chosen record.
    String by() default "name";

    /// The record that a mapping without that key means; empty where the key is required.
    String otherwise() default "";
}
