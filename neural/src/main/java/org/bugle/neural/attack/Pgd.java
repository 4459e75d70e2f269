package org.bugle.neural.attack;

import org.bugle.linalg.SplitMix64;
import org.bugle.neural.array.Array;
import org.bugle.neural.data.Batch;
import org.bugle.neural.data.Draws;

/// Projected gradient ascent on the loss (arXiv:1706.06083): `steps` steps of length 1.25 ε/steps,
/// each projected onto the ball ‖δ‖ ≤ ε around the pixels and clipped.
public record Pgd(double epsilon, Norm norm, int steps, Start start, Pixels pixels)
        implements Attack {
    /// All steps together could cross the ball's radius with a quarter to spare.
    private static final double REACH = 1.25;

    /// The norm of one sample's perturbation, and the direction of steepest ascent in it.
    public enum Norm {
        /// The largest entry; steps go along the sign of the gradient.
        MAX {
            @Override
            void ascend(double[] delta, double[] gradient, int from, int to, double length) {
                for (int i = from; i < to; i++) {
                    delta[i] += length * Math.signum(gradient[i]);
                }
            }

            @Override
            void project(double[] delta, int from, int to, double epsilon) {
                for (int i = from; i < to; i++) {
                    delta[i] = Math.clamp(delta[i], -epsilon, epsilon);
                }
            }

            @Override
            void draw(double[] delta, int from, int to, double epsilon, SplitMix64 random) {
                for (int i = from; i < to; i++) {
                    delta[i] = epsilon * (2 * random.nextDouble() - 1);
                }
            }
        },
        /// The Euclidean norm; steps go along the normalised gradient.
        EUCLIDEAN {
            @Override
            void ascend(double[] delta, double[] gradient, int from, int to, double length) {
                double norm = norm(gradient, from, to);
                for (int i = from; norm > 0 && i < to; i++) {
                    delta[i] += length * gradient[i] / norm;
                }
            }

            @Override
            void project(double[] delta, int from, int to, double epsilon) {
                double norm = norm(delta, from, to);
                for (int i = from; norm > epsilon && i < to; i++) {
                    delta[i] *= epsilon / norm;
                }
            }

            @Override
            void draw(double[] delta, int from, int to, double epsilon, SplitMix64 random) {
                for (int i = from; i < to; i++) {
                    delta[i] = Draws.normal(random);
                }
                double radius = epsilon * Math.pow(random.nextDouble(), 1.0 / (to - from));
                double scale = radius / norm(delta, from, to);
                for (int i = from; i < to; i++) {
                    delta[i] *= scale;
                }
            }

            private double norm(double[] values, int from, int to) {
                double squares = 0;
                for (int i = from; i < to; i++) {
                    squares += values[i] * values[i];
                }
                return Math.sqrt(squares);
            }
        };

        abstract void ascend(double[] delta, double[] gradient, int from, int to, double length);

        abstract void project(double[] delta, int from, int to, double epsilon);

        /// Uniformly in the ball.
        abstract void draw(double[] delta, int from, int to, double epsilon, SplitMix64 random);
    }

    /// Where the ascent begins.
    public enum Start {
        /// At the pixels themselves.
        CENTRE,
        /// At a point drawn uniformly in the ball.
        RANDOM
    }

    /// @throws IllegalArgumentException if ε is negative or there is no step
    public Pgd {
        Attack.requireEpsilon(epsilon);
        if (steps < 1) {
            throw new IllegalArgumentException("Pgd: steps must be ≥ 1, found " + steps);
        }
    }

    /// Ten steps from the pixels themselves.
    public static Pgd of(double epsilon, Norm norm) {
        return new Pgd(epsilon, norm, 10, Start.CENTRE, Pixels.unit());
    }

    @Override
    public Array perturbed(Classifier classifier, Batch batch, SplitMix64 random) {
        Array centre = pixels.ofInputs(batch.inputs());
        Ball ball = new Ball(centre, new double[centre.size()], batch.size());
        if (start == Start.RANDOM) {
            ball.forEachSample((from, to) -> norm.draw(ball.delta, from, to, epsilon, random));
            ball.clip(pixels);
        }
        for (int step = 0; step < steps; step++) {
            Batch here = new Batch(ball.inputs(pixels), batch.mask(), batch.targets());
            double[] gradient = pixels.gradient(classifier.gradientByInputs(here)).toDoubles();
            ball.forEachSample((from, to) -> {
                norm.ascend(ball.delta, gradient, from, to, REACH * epsilon / steps);
                norm.project(ball.delta, from, to, epsilon);
            });
            ball.clip(pixels);
        }
        return ball.inputs(pixels);
    }

    /// Perturbations of all samples, one behind the other.
    @SuppressWarnings("ArrayRecordComponent") // moved in place, and never compared
    private record Ball(Array centre, double[] delta, int samples) {
        private interface Sample {
            void at(int from, int to);
        }

        void forEachSample(Sample each) {
            int length = samples == 0 ? 0 : delta.length / samples;
            for (int i = 0; i < samples; i++) {
                each.at(i * length, (i + 1) * length);
            }
        }

        /// Clipping shortens perturbations of valid pixels, hence keeps them in the ball.
        void clip(Pixels pixels) {
            for (int i = 0; i < delta.length; i++) {
                delta[i] = pixels.clamp(centre.at(i) + delta[i]) - centre.at(i);
            }
        }

        Array inputs(Pixels pixels) {
            return pixels.toInputs(
                    Array.generate(centre.shape(), i -> pixels.clamp(centre.at(i) + delta[i])));
        }
    }
}
