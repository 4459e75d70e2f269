package org.bugle.app.papers;

import org.bugle.app.reproduce.Case;
import org.bugle.app.reproduce.Claim;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Samples;
import org.bugle.neural.data.generated.Gratings;
import org.bugle.neural.method.Evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What test F of TDLRT begins with: the images, the first losses and gradients.
final class TuckerGratingsStart {
    private TuckerGratingsStart() {}

    static Case.Measured data() {
        List<Claim> claims = new ArrayList<>();
        List<Integer> labels = List.of(6, 0, 3, 3, 6, 3, 2, 2, 4, 3);
        for (int i = 0; i < labels.size(); i++) {
            claims.add(TuckerRun.exactly("label of training image " + i, labels.get(i)));
        }
        claims.add(TuckerRun.near("first pixel", 0.608738333059, 1e-10));
        claims.add(TuckerRun.near("sum of all pixels", -865.75421486, 1e-10));
        return Case.of(
                claims,
                _ -> {
                    Samples train = Gratings.of(800, 71);
                    double[] pixels = train.all().inputs().toDoubles();
                    List<Double> values = new ArrayList<>();
                    for (int i = 0; i < labels.size(); i++) {
                        values.add(train.all().targets().at(i));
                    }
                    values.add(pixels[0]);
                    values.add(Arrays.stream(pixels).sum());
                    return values;
                });
    }

    static Case.Measured losses() {
        return Case.of(
                List.of(
                        TuckerRun.near("first loss on 50 images, seed 73", 3.73200754456, 1e-9),
                        TuckerRun.near("first loss on 50 images, seed 74", 4.00888256149, 1e-9),
                        TuckerRun.near("first loss on 50 images, seed 75", 3.33003621603, 1e-9)),
                _ ->
                        Stream.of(73, 74, 75)
                                .map(seed -> TuckerGratingsNet.first(seed, false).loss())
                                .toList());
    }

    static Case.Measured gradients() {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("conv1.weight", 0.890056310214);
        figures.put("conv1.bias", 0.53244390846);
        figures.put("conv2.weight", 7.2099647699);
        figures.put("conv2.bias", 0.424841324804);
        figures.put("fc1.weight", 18.1307594706);
        figures.put("fc1.bias", 0.549140753993);
        List<Claim> claims = new ArrayList<>();
        figures.forEach((name, figure) ->
                claims.add(
                        TuckerRun.near("first gradient by " + name + ", seed 73", figure, 1e-9)));
        return Case.of(
                claims,
                _ -> {
                    Evaluation found = TuckerGratingsNet.first(73, true);
                    return figures.keySet().stream().map(found::dense).map(Array::norm).toList();
                });
    }
}
