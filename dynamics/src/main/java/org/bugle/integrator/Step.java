package org.bugle.integrator;

/// The result of a step and what the step did.
public record Step<Y>(Y value, StepReport report) {}
