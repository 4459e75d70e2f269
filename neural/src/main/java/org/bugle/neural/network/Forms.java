package org.bugle.neural.network;

import org.bugle.neural.array.Array;
import org.bugle.neural.engine.Graph;
import org.bugle.neural.engine.Value;
import org.bugle.neural.method.Wanted;
import org.bugle.neural.weight.DenseWeight;
import org.bugle.neural.weight.Gradient;
import org.bugle.neural.weight.LowRankAdapter;
import org.bugle.neural.weight.LowRankConv2d;
import org.bugle.neural.weight.LowRankLinear;
import org.bugle.neural.weight.TuckerConv2d;
import org.bugle.neural.weight.Weight;
import org.bugle.neural.weight.Weights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Weights in a graph. A weight enters it once, however often the network uses it.
final class Forms {
    private final Graph graph;
    private final KeptArrays kept;
    private final Weights weights;
    private final Map<String, Wanted> wanted;
    private final Map<String, Form> entered = new LinkedHashMap<>();

    Forms(Graph graph, KeptArrays kept, Weights weights, Map<String, Wanted> wanted) {
        this.graph = graph;
        this.kept = kept;
        this.weights = weights;
        this.wanted = wanted;
    }

    /// @throws IllegalArgumentException if there is none of that name, or what is wanted does not
    ///   suit its form
    Form get(String name) {
        Form found = entered.get(name);
        if (found == null) {
            found = enter(name, weights.get(name));
            entered.put(name, found);
        }
        return found;
    }

    private Form enter(String name, Weight weight) {
        return switch (weight) {
            case DenseWeight w -> dense(name, w);
            case LowRankLinear w ->
                    new MatrixForm(graph, w.factors(), List.of(), Request.of(name, wanted));
            case LowRankConv2d w ->
                    new MatrixForm(
                            graph, w.factors(), window(w.kernel()), Request.of(name, wanted));
            case LowRankAdapter w ->
                    new AdapterForm(
                            new DenseForm(kept.constant(graph, w.base()), List.of()),
                            new MatrixForm(
                                    graph,
                                    w.factors(),
                                    window(w.shape()),
                                    Request.of(name, wanted)));
            case TuckerConv2d w -> new TuckerForm(graph, w, Request.of(name, wanted));
        };
    }

    /// What is behind the outputs.
    private static List<Integer> window(List<Integer> shape) {
        return shape.subList(1, shape.size());
    }

    private DenseForm dense(String name, DenseWeight weight) {
        Wanted asked = wanted.get(name);
        if (asked == null) {
            Value value =
                    weight.frozen()
                            ? kept.constant(graph, weight.value())
                            : graph.constant(weight.value());
            return new DenseForm(value, List.of());
        }
        if (asked != Wanted.DENSE) {
            throw new IllegalArgumentException(
                    "%s: is dense, and %s is wanted of it".formatted(name, asked));
        }
        Value value = graph.variable(weight.value());
        return new DenseForm(value, List.of(value));
    }

    /// What was wanted, by one backward pass.
    ///
    /// @throws IllegalArgumentException if the network does not use one of the weights
    Map<String, Gradient> gradients(Value loss) {
        Map<String, Form> forms = new LinkedHashMap<>();
        List<Value> variables = new ArrayList<>();
        for (String name : wanted.keySet()) {
            Form form = entered.get(name);
            if (form == null) {
                throw new IllegalArgumentException(
                        name + ": a gradient by it is wanted, but the network does not use it");
            }
            forms.put(name, form);
            variables.addAll(form.variables());
        }
        List<Array> derivatives = graph.gradients(loss, variables);
        Map<String, Gradient> gradients = new LinkedHashMap<>();
        int at = 0;
        for (Map.Entry<String, Form> form : forms.entrySet()) {
            int next = at + form.getValue().variables().size();
            gradients.put(form.getKey(), form.getValue().gradient(derivatives.subList(at, next)));
            at = next;
        }
        return gradients;
    }
}
