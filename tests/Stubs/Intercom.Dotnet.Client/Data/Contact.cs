namespace Intercom.Data;

public class Contact : User
{
}
