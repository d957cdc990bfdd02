namespace FakeIntercom;

/// <summary>How the fake behaves. The defaults are a healthy workspace without search lag.</summary>
public sealed class FakeIntercomOptions
{
    /// <summary>The port on 127.0.0.1; 0 picks a free one.</summary>
    public int Port { get; init; }

    /// <summary>The only token that is accepted; any other is answered with 401.</summary>
    public string AccessToken { get; init; } = "fake-token";

    /// <summary>How long a write stays invisible to search and lists. GET by id and the uniqueness check at create time see it at once.</summary>
    public TimeSpan SearchLag { get; init; } = TimeSpan.Zero;

    /// <summary>
    /// Intercom's documentation contradicts itself about a user with the email of another user and a new external_id: a second contact (false), or a conflict (true).
    /// </summary>
    public bool SameEmailNewExternalIdConflicts { get; init; }

    /// <summary>The faults to inject.</summary>
    public FaultPlan Faults { get; init; } = FaultPlan.None;

    /// <summary>The clock; tests replace it.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
