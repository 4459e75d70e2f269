package org.bugle.app.sweep;

import org.bugle.models.parameter.Key;
import org.bugle.models.parameter.Named;
import org.bugle.models.parameter.Settings;

import java.util.List;

/// `study.yaml`: what a study is made of, beside the run file in `base.yaml` and the cases in
/// `cases.csv`.
@Named(value = "study", doc = "a study over parameters")
public record StudyHead(
        @Key(doc = "of bugle, when the study began") String version,
        @Key(doc = "that the study began on") String machine,
        @Key(doc = "when the study began") String begun,
        @Key(doc = "the run file that base.yaml is a copy of") String file,
        @Key(doc = "the problem of the first case") String problem,
        @Key(doc = "changes of the run file", def = "[]") List<String> set,
        @Key(doc = "how the cases come about") String design,
        @Key(doc = "the number of cases", min = 1) int cases,
        @Key(doc = "of all cases, by which the study is known again") String digest) {

    static Settings<StudyHead> settings() {
        return Settings.of(StudyHead.class);
    }
}
