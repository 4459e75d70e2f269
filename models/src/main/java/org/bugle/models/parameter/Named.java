package org.bugle.models.parameter;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The name under which run files and the command line know a record, or a constant of an enum
/// whose kebab-cased Java name is not the field's word (`@Named("4r") FOUR_R`).
@Documented
@Target({ElementType.TYPE, ElementType.FIELD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Named {

    /// The name, kebab-case, with `/` between family and member.
    String value();

    /// What it is, in one line.
    String doc() default "";
}
