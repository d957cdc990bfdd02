namespace Intercom.Data;

public class Visitor : User
{
}
