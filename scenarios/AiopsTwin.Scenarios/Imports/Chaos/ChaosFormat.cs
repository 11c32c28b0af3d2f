namespace AiopsTwin.Scenarios.Imports.Chaos;

/// <summary>A format of chaos experiments that can be read.</summary>
public enum ChaosFormat
{
    /// <summary>Experiments of the Chaos Toolkit.</summary>
    ChaosToolkit,

    /// <summary>Resources of Chaos Mesh: one chaos each, schedules and workflows.</summary>
    ChaosMesh,

    /// <summary>Engines of LitmusChaos.</summary>
    Litmus,

    /// <summary>Experiment templates of the AWS Fault Injection Service.</summary>
    AwsFis,

    /// <summary>Ground truths of ITBench.</summary>
    ItBench,
}
