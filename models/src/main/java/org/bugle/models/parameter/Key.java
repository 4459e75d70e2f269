package org.bugle.models.parameter;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Describes a record component as a key of the run file. Bounds hold for each element of a list.
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Key {

    /// What it means, in one line.
    String doc();

    /// The physical unit, or nothing where there is none.
    String unit() default "";

    /// Where the default comes from: a paper's table, a convention.
    String source() default "";

    /// The default as YAML text. Without one the key is required, unless its type is `Optional` or
    /// a nested record, whose own defaults then count.
    String def() default "";

    /// The smallest value.
    double min() default Double.NEGATIVE_INFINITY;

    /// The largest value.
    double max() default Double.POSITIVE_INFINITY;

    /// An excluded lower bound; it replaces `min`.
    double above() default Double.NEGATIVE_INFINITY;

    /// An excluded upper bound; it replaces `max`.
    double below() default Double.POSITIVE_INFINITY;

    /// Whether NaN and ±∞ are refused.
    boolean finite() default true;

    /// The texts that are allowed; `*` in one stands for any letters (`*.h5`). Empty: all are.
    String[] allowed() default {};
}
