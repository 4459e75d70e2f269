package org.bugle.app.papers;

import org.bugle.app.report.Axis;
import org.bugle.app.reproduce.Case;
import org.bugle.app.reproduce.Chart;
import org.bugle.app.reproduce.Criterion;
import org.bugle.app.reproduce.Lab;
import org.bugle.app.reproduce.Source;
import org.bugle.app.run.Interruption;

import java.util.List;

/// How the test loss of E6 (spec `geolora`) depends on the learning rate of Adam.
record GeoLoraSweep(GeoLoraTransformer transformer) {
    private static final double TWO_PERCENT = 0.02;

    /// From 3e-2 on rounding decides: what comes out with pre-trained weights changed by 1e-14 to
    /// 1e-10 of themselves fills the intervals expected, with the reference's figures in them
    /// (GeoLoRA 0.932 and 1.206, AdaLoRA 0.907 and 0.995, LoRA 0.950 and 21.6).
    List<Case> cases() {
        return List.of(
                swept(
                        "GeoLoRA",
                        GeoLoraTransformer.budget(23),
                        List.of(
                                new Criterion.Near(1.008, TWO_PERCENT),
                                new Criterion.Near(0.911, TWO_PERCENT),
                                new Criterion.Between(0.92, 0.96),
                                new Criterion.Between(1.06, 1.22))),
                swept(
                        "AdaLoRA",
                        GeoLoraTransformer.adalora(22),
                        List.of(
                                new Criterion.Near(1.378, TWO_PERCENT),
                                new Criterion.Near(0.932, TWO_PERCENT),
                                new Criterion.Near(0.907, TWO_PERCENT),
                                new Criterion.Between(0.94, 1.04))),
                swept(
                        "LoRA, r = 8",
                        GeoLoraTransformer.lora(8, 21),
                        List.of(
                                new Criterion.Near(1.101, TWO_PERCENT),
                                new Criterion.Near(0.939, TWO_PERCENT),
                                new Criterion.Between(0.91, 0.96),
                                new Criterion.AtLeast(5))));
    }

    private Case swept(String name, GeoLoraTraining.Setting setting, List<Criterion> expected) {
        Chart chart = new Chart("Test CE", Axis.log("learning rate"), Axis.log("cross entropy"));
        List<Double> rates = List.of(1e-3, 1e-2, 3e-2, 1e-1);
        return Case.curve(
                        chart,
                        name,
                        Source.REFERENCE,
                        rates,
                        expected,
                        rate ->
                                transformer
                                        .result(new Lab(new Interruption()), setting.at(rate))
                                        .test())
                .taking(7);
    }
}
