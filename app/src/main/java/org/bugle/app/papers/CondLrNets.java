package org.bugle.app.papers;

import org.bugle.app.run.Numbers;
import org.bugle.neural.method.CondLr;
import org.bugle.neural.method.Dlrt;
import org.bugle.neural.method.Full;
import org.bugle.neural.method.Method;
import org.bugle.neural.method.RankRule;
import org.bugle.neural.method.Start;
import org.bugle.neural.method.Vanilla;
import org.bugle.neural.network.Activation;
import org.bugle.neural.network.ConvNet;
import org.bugle.neural.network.Mlp;
import org.bugle.neural.network.Network;
import org.bugle.neural.optimiser.Sgd;

import java.util.List;

/// A method of table C3 with its learning rate.
record CondLrNets(String name, Method method, double rate) {
    private static final double RATE = 0.1;
    private static final Sgd MOMENTUM = new Sgd(0.3, 0);

    static Network mlp() {
        return new Mlp(List.of(144, 64, 64, 6), Activation.LeakyRelu.standard(), Mlp.Bias.WITH);
    }

    static Network convolution() {
        return ConvNet.ofWaves();
    }

    static CondLrNets dense() {
        return new CondLrNets("dense", new Full(MOMENTUM), RATE);
    }

    static CondLrNets vanilla(double compression) {
        Method method = new Vanilla(new RankRule.Compression(compression), MOMENTUM);
        return new CondLrNets("vanilla" + at(compression), method, 0.05);
    }

    static CondLrNets dlrt(double compression) {
        Start start = new Start.Approximation(new RankRule.Compression(compression));
        Method method = Dlrt.plain(start, new Dlrt.Variant.FixedReplaced());
        return new CondLrNets("DLRT" + at(compression), method, RATE);
    }

    static CondLrNets condLr(double tau, double compression) {
        Method method = CondLr.of(tau, compression).withMomentum(MOMENTUM.momentum());
        return new CondLrNets("CondLR τ = " + Numbers.brief(tau) + at(compression), method, RATE);
    }

    static CondLrNets flow(double tau, double compression) {
        Method method =
                CondLr.of(tau, compression)
                        .withMomentum(MOMENTUM.momentum())
                        .withScaling(CondLr.Scaling.FLOW);
        return new CondLrNets("flow τ = " + Numbers.brief(tau) + at(compression), method, RATE);
    }

    private static String at(double compression) {
        return ", cr = " + compression;
    }

    /// The run of the tables.
    CondLrRun on(Network network) {
        return new CondLrRun(network, method, rate, 7, 50);
    }

    /// One of three others; of seeds 7 … 9 and shuffles 57 … 59.
    CondLrRun seeded(Network network, int seed) {
        return new CondLrRun(network, method, rate, seed, 50L + seed);
    }
}
